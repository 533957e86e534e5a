package io.threatledger.devchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which anvil keeps its chain. Anvil truncates it and writes it in place, so a kill at the wrong moment
 * leaves half of it, with which anvil refuses to start: beside it stands the last copy that was seen whole.
 */
final class AnvilState {
    private static final Logger LOG = LoggerFactory.getLogger(AnvilState.class);

    private final Path file;
    private final Path good;
    private final Path candidate;
    private final Path broken;

    AnvilState(Path file) {
        this.file = file.toAbsolutePath();
        this.good = sibling(".good");
        this.candidate = sibling(".candidate");
        this.broken = sibling(".broken");
    }

    /**
     * Leaves a file with which anvil starts: the one there, else the last good copy, else none, which is a new chain. A
     * broken one without a good copy is put aside, never deleted.
     */
    void prepare() {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file) || keepGoodCopy()) {
                return;
            }
            putAside();
        } catch (IOException e) {
            throw new DevChainException("the chain's state file " + file + " cannot be prepared: " + e.getMessage(), e);
        }
    }

    private void putAside() throws IOException {
        Files.copy(file, broken, StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(good)) {
            LOG.warn("chain state {} is broken (kept as {}): going back to the last good copy", file, broken);
            Files.copy(good, candidate, StandardCopyOption.REPLACE_EXISTING);
            // If we die here, the broken file stands, and the next start comes this way again.
            Files.move(candidate, file, StandardCopyOption.ATOMIC_MOVE);
        } else {
            LOG.warn("chain state {} is broken (kept as {}) and has no good copy: a new chain starts", file, broken);
            Files.delete(file);
        }
    }

    /** Copies the file if the copy is whole. The copy is what is checked: anvil may be writing. */
    boolean keepGoodCopy() throws IOException {
        Files.copy(file, candidate, StandardCopyOption.REPLACE_EXISTING);
        if (!isWholeJson(candidate)) {
            Files.delete(candidate);
            return false;
        }
        // If we die here, the former good copy stands.
        Files.move(candidate, good, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /** Zero while there is no file. */
    long modifiedMillis() {
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWholeJson(Path path) {
        try (JsonParser parser = JsonMapper.shared().createParser(path)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
