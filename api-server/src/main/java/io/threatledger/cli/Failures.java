package io.threatledger.cli;

import io.threatledger.chain.ChainException;
import io.threatledger.client.ClientException;
import io.threatledger.dev.DevFailure;
import io.threatledger.devchain.DevChainException;
import io.threatledger.entry.InvalidEntry;
import io.threatledger.entry.InvalidField;
import io.threatledger.note.InvalidNote;
import io.threatledger.proof.InvalidProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Maps every failure to a status and one line, in one place. */
final class Failures {
    /** Set to anything, defects show where they are. */
    static final String TRACE_VARIABLE = "THREATLEDGER_TRACE";

    private static final String PORT_IN_USE =
            "the port of the node is in use: stop what listens there, or choose another (--port, http.port)";

    private Failures() {}

    static int report(Surroundings around, Throwable failure) {
        around.err().println(Printing.oneLine(line(failure)));
        if (around.environment().containsKey(TRACE_VARIABLE)) {
            failure.printStackTrace(around.err());
        }
        return status(failure);
    }

    private static int status(Throwable failure) {
        return switch (failure) {
            case CommandFailure command -> command.status();
            case ClientException.NotAllowed _n -> ExitStatus.USAGE;
            case ClientException.Refused _r -> ExitStatus.USAGE;
            case ClientException.NotFound _n -> ExitStatus.NO;
            case InvalidProof _p -> ExitStatus.NO;
            case InvalidNote _n -> ExitStatus.NO;
            case InvalidEntry _e -> ExitStatus.NO;
            case InvalidField _f -> ExitStatus.USAGE;
            default -> ExitStatus.ENVIRONMENT;
        };
    }

    private static String line(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case CommandFailure _c -> message;
            case ClientException _c -> message;
            case InvalidProof _p -> message;
            case InvalidNote _n -> message;
            case InvalidEntry _e -> message;
            case ChainException _c -> "the chain: " + message;
            case InvalidField _f -> message;
            case DevChainException _d ->
                message.contains("in use")
                        ? message + "; stop what listens there, or choose another --chain-port"
                        : message;
            case DevFailure _f -> message;
            case NoSuchFileException missing -> "no file " + missing.getFile();
            case FileAlreadyExistsException existing -> existing.getFile() + " is there already: it is not overwritten";
            case AccessDeniedException denied -> "no access to " + denied.getFile();
            case UncheckedIOException wrapped -> line(Objects.requireNonNull(wrapped.getCause()));
            case IOException _i -> failure.getClass().getSimpleName() + ": " + message;
            default -> isPortInUse(failure) ? PORT_IN_USE : unexpected(failure, message);
        };
    }

    private static String unexpected(Throwable failure, String message) {
        return "unexpected %s: %s (a defect; with %s=1 it shows where)"
                .formatted(failure.getClass().getSimpleName(), message, TRACE_VARIABLE);
    }

    private static boolean isPortInUse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
