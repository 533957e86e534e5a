package io.threatledger.cli;

import io.threatledger.client.NodeUrl;
import io.threatledger.client.Retries;
import io.threatledger.client.ThreatLedgerClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that is a client: which node, and which key. The key itself is never an option. */
final class NodeOptions {
    static final String URL_VARIABLE = "THREATLEDGER_URL";
    static final String KEY_VARIABLE = "THREATLEDGER_KEY";
    static final String PUBLISHER_VARIABLE = "PUBLISHER_KEY";
    static final String ADMIN_VARIABLE = "ADMIN_KEY";
    static final List<String> WRITERS = List.of(KEY_VARIABLE, PUBLISHER_VARIABLE, ADMIN_VARIABLE);
    static final List<String> ADMINS = List.of(KEY_VARIABLE, ADMIN_VARIABLE);

    private static final String DEV_FILE = "dev.env";

    @Option(names = "--url", paramLabel = "URL", description = "The node. Default: $THREATLEDGER_URL.")
    private @Nullable String url;

    @Option(
            names = "--env",
            paramLabel = "FILE",
            description =
                    "Read THREATLEDGER_URL and keys from this file rather than from the environment,"
                            + " such as the dev.env that dev writes. Default: data/dev.env, when the environment names no node.")
    private @Nullable Path envFile;

    @Option(
            names = "--key-name",
            paramLabel = "NAME",
            description = "Take the key of this name (ADMIN_KEY, PUBLISHER_KEY, …), not the first of the usual ones.")
    private @Nullable String keyName;

    /** A client with the first key of these names that is set. */
    ThreatLedgerClient client(Surroundings around, List<String> keyNames, Retries retries) throws IOException {
        Map<String, String> settings = settings(around);
        return new ThreatLedgerClient(node(settings), key(settings, keyNames), retries);
    }

    /** As {@link #client(Surroundings, List, Retries)}, but a key there must be. */
    ThreatLedgerClient clientWithKey(Surroundings around, List<String> keyNames, Retries retries) throws IOException {
        Map<String, String> settings = settings(around);
        if (key(settings, keyNames).isEmpty()) {
            throw CommandFailure.usage("no key: set %s, or name a file that has one with --env"
                    .formatted(keyName == null ? String.join(" or ", keyNames) : keyName));
        }
        return new ThreatLedgerClient(node(settings), key(settings, keyNames), retries);
    }

    /** The node that the options or the environment name. */
    URI url(Surroundings around) throws IOException {
        return node(settings(around));
    }

    /**
     * A client of just this server, which may be a stranger's: it gets a key only when that is meant for it, that is, was
     * named or stands beside its address.
     */
    ThreatLedgerClient clientOf(Surroundings around, URI server, Retries retries) throws IOException {
        Map<String, String> settings = settings(around);
        if (isByItself(around) && !isOf(server, settings.get(URL_VARIABLE))) {
            settings = around.environment();
        }
        String named = url != null ? url : settings.get(URL_VARIABLE);
        boolean meant = keyName != null || named == null || isOf(server, named);
        return new ThreatLedgerClient(server, meant ? key(settings, WRITERS) : Optional.empty(), retries);
    }

    private static boolean isOf(URI server, @Nullable String named) {
        return named != null && NodeUrl.parse(named).equals(Optional.of(server));
    }

    /** Whether nobody named a node, so that the one that dev started here is meant, if any. */
    private boolean isByItself(Surroundings around) {
        return envFile == null && url == null && !around.environment().containsKey(URL_VARIABLE);
    }

    /** The environment, under what the file says. */
    Map<String, String> settings(Surroundings around) throws IOException {
        Map<String, String> settings = new HashMap<>(around.environment());
        Path dev = around.devData().resolve(DEV_FILE);
        if (envFile != null) {
            settings.putAll(EnvFile.read(envFile));
        } else if (isByItself(around) && Files.isReadable(dev)) {
            settings.putAll(EnvFile.read(dev));
        }
        return settings;
    }

    /** What the file named with {@code --env} says; empty without one. */
    Map<String, String> named() throws IOException {
        return envFile == null ? Map.of() : EnvFile.read(envFile);
    }

    private URI node(Map<String, String> settings) {
        String text = url != null ? url : settings.get(URL_VARIABLE);
        if (text == null) {
            throw CommandFailure.usage(
                    "no node: set THREATLEDGER_URL, or use --url or --env; threatledger dev starts one on this machine");
        }
        return NodeUrl.parse(text)
                .orElseThrow(() -> CommandFailure.usage(text + " is not a URL such as http://127.0.0.1:8080"));
    }

    private Optional<String> key(Map<String, String> settings, List<String> keyNames) {
        return (keyName == null ? keyNames : List.of(keyName))
                .stream().map(settings::get).filter(Objects::nonNull).findFirst();
    }
}
