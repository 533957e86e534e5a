package io.threatledger.v2;

import io.threatledger.entry.InvalidField;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as clients of this API write them (ISO 8601), and as they are answered. Seconds since the epoch. */
final class Times {
    /** A zone is {@code Z}, {@code +02:00}, {@code +0200} or left out, which is UTC; so may the time be. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private Times() {}

    static String text(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    /** {@code modifiedSince}: of a second that has begun, the next. A plus that was sent as it is arrives as a space. */
    static long since(String value) {
        Instant time = parse("modifiedSince", value.replace(' ', '+'));
        return time.truncatedTo(ChronoUnit.SECONDS).equals(time) ? time.getEpochSecond() : time.getEpochSecond() + 1;
    }

    /** A date, which is its first second, or a time. */
    static long date(String field, String value) {
        return parse(field, value.replace(' ', '+')).getEpochSecond();
    }

    private static Instant parse(String field, String value) {
        try {
            TemporalAccessor read = ISO.parseBest(value, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return switch (read) {
                case OffsetDateTime zoned -> zoned.toInstant();
                case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
                case LocalDate date -> date.atStartOfDay(ZoneOffset.UTC).toInstant();
                default -> throw new DateTimeException("neither a time nor a date");
            };
        } catch (DateTimeException e) {
            throw Messages.malformed(
                    field + ": " + InvalidField.shown(value) + " (wanted: a date or a time as 2026-11-22T03:00:00Z)");
        }
    }
}
