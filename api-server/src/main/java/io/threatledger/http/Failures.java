package io.threatledger.http;

import io.javalin.http.HttpResponseException;
import io.threatledger.entry.InvalidField;
import io.threatledger.store.StorageException;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every failure that a request can end in, and the problem a client reads. The only such table. */
final class Failures {
    /** When a store that failed is worth asking again, seconds. */
    private static final int STORAGE_RETRY_SECONDS = 5;

    private Failures() {}

    /** What the client reads. Anything unforeseen is 500 and says nothing. */
    static Problem problemOf(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case InvalidField invalid -> Problem.invalid(String.valueOf(invalid.getMessage()));
            case JacksonException json -> ofBody(json);
            case HttpResponseException javalin -> ofStatus(javalin.getStatus());
            case HttpException jetty -> ofStatus(jetty.getCode());
            case StorageException ignored ->
                Problem.unavailable("The ledger's storage does not answer", STORAGE_RETRY_SECONDS);
            default -> ofCause(failure);
        };
    }

    /** The words for a status that Javalin or Jetty gave; their own words echo what they were sent. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 413 -> Problem.payloadTooLarge(ApiServer.BODY_BYTES_MAX);
            case 431 -> Problem.of(status, "The headers are larger than " + ApiServer.HEADER_BYTES_MAX + " bytes");
            case 414 ->
                Problem.of(status, "The request target is longer than " + ApiServer.HEADER_BYTES_MAX + " bytes");
            case 408 -> Problem.of(status, "The request took too long to arrive");
            case 500 -> Problem.of(status, "Internal server error");
            default -> Problem.of(status, HttpStatus.getMessage(status));
        };
    }

    /** Whether the operator has to hear of it: nobody foresaw it, or the node's own parts failed. */
    static boolean isOurs(Throwable failure) {
        int status = problemOf(failure).status();
        return status == 500 || failure instanceof StorageException;
    }

    /** Jetty hands what it noticed while a body was read as the cause of an IOException. */
    private static Problem ofCause(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause instanceof HttpException jetty ? ofStatus(jetty.getCode()) : ofStatus(500);
    }

    private static Problem ofBody(JacksonException failure) {
        String field = failure.getPath().stream()
                .map(ref -> ref.getPropertyName() == null ? "[" + ref.getIndex() + "]" : "." + ref.getPropertyName())
                .collect(Collectors.joining());
        String name = field.isEmpty() ? "body" : field.startsWith(".") ? field.substring(1) : "body" + field;
        return Problem.invalid(name + ": " + reason(failure));
    }

    private static String reason(JacksonException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                "unknown member (wanted: one of "
                        + unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", "))
                        + ")";
            case InvalidFormatException format ->
                InvalidField.shown(String.valueOf(format.getValue())) + " (wanted: " + wanted(format.getTargetType())
                        + ")";
            case MismatchedInputException mismatch ->
                mismatch.getTargetType() == null
                        ? "another kind of value"
                        : "another kind of value (wanted: " + wanted(mismatch.getTargetType()) + ")";
            default -> "not JSON as it should be: " + firstSentence(failure.getOriginalMessage());
        };
    }

    private static String wanted(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + java.util.Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "an integer";
        }
        if (Number.class.isAssignableFrom(type) || type == double.class) {
            return "a number";
        }
        if (type == Instant.class) {
            return "a time as 2026-11-22T03:00:00Z";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return type == String.class
                ? "a string"
                : java.util.Collection.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
    }

    /** The parser's own words go on about Java; what a client needs stands before the first bracket. */
    private static String firstSentence(String message) {
        int end = message.indexOf(" (");
        return end > 0 ? message.substring(0, end) : message;
    }
}
