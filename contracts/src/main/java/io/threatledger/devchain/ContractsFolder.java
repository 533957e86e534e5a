package io.threatledger.devchain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the folder with the pinned node packages. */
public final class ContractsFolder {
    /** System property that names the folder; it wins over {@link #ENVIRONMENT}. */
    public static final String PROPERTY = "threatledger.contracts";

    public static final String ENVIRONMENT = "THREATLEDGER_CONTRACTS";

    private static final String MARKER = "package.json";

    private ContractsFolder() {}

    /**
     * The folder named by {@link #PROPERTY} or {@link #ENVIRONMENT}; else {@code contracts} in the working directory or
     * the nearest of its parents that has one with a package.json.
     */
    public static Path find() {
        String named = System.getProperty(PROPERTY, System.getenv(ENVIRONMENT));
        return find(named, Path.of("").toAbsolutePath());
    }

    static Path find(@Nullable String named, Path workingDirectory) {
        if (named != null) {
            return checked(Path.of(named).toAbsolutePath());
        }
        return Stream.iterate(workingDirectory, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("contracts"))
                .filter(folder -> Files.exists(folder.resolve(MARKER)))
                .findFirst()
                .orElseThrow(() -> new DevChainException(
                        "no folder contracts with a package.json in %s or above it; name it with -D%s or %s"
                                .formatted(workingDirectory, PROPERTY, ENVIRONMENT)));
    }

    private static Path checked(Path folder) {
        if (!Files.exists(folder.resolve(MARKER))) {
            throw new DevChainException("%s (from -D%s or %s) has no package.json: name the project's contracts folder"
                    .formatted(folder, PROPERTY, ENVIRONMENT));
        }
        return folder;
    }
}
