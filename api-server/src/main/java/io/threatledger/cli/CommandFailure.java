package io.threatledger.cli;

/** Ends a command with a status and one line that says what to do. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private CommandFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    static CommandFailure no(String message) {
        return new CommandFailure(ExitStatus.NO, message);
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(ExitStatus.USAGE, message);
    }

    static CommandFailure environment(String message) {
        return new CommandFailure(ExitStatus.ENVIRONMENT, message);
    }

    int status() {
        return status;
    }
}
