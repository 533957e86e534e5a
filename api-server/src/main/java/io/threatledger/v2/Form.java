package io.threatledger.v2;

import io.threatledger.http.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two forms of an answer, one envelope. JSON unless XML is preferred (RFC 9110, section 12.5.1). */
enum Form {
    /** Its type is bare: a client library compares it letter by letter. */
    JSON("application/json") {
        @Override
        byte[] write(Shape shape, String status, @Nullable String message, @Nullable Data data) {
            Map<String, Object> envelope = new LinkedHashMap<>();
            envelope.put("status", status);
            if (message != null) {
                envelope.put("message", message);
            }
            if (data != null) {
                envelope.put("data", data.members());
            }
            return Json.bytes(envelope);
        }
    },
    XML("application/xml") {
        @Override
        byte[] write(Shape shape, String status, @Nullable String message, @Nullable Data data) {
            return XmlEnvelope.write(shape, status, message, data);
        }
    };

    private static final List<String> XML_TYPES = List.of("application/xml", "text/xml");
    private static final List<String> JSON_TYPES = List.of("application/json", "application/*", "*/*");

    private final String contentType;

    Form(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** The answer's body, UTF-8. */
    abstract byte[] write(Shape shape, String status, @Nullable String message, @Nullable Data data);

    /** @param accept null: anything */
    static Form of(@Nullable String accept) {
        return accept != null && quality(accept, XML_TYPES) > quality(accept, JSON_TYPES) ? XML : JSON;
    }

    private static double quality(String accept, List<String> types) {
        return Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
                .map(range -> range.split(";", -1))
                .filter(range -> types.contains(range[0].strip()))
                .mapToDouble(Form::quality)
                .max()
                .orElse(0);
    }

    private static double quality(String[] range) {
        return Arrays.stream(range)
                .skip(1)
                .map(String::strip)
                .filter(parameter -> parameter.matches("q=[01](\\.[0-9]{0,3})?"))
                .mapToDouble(parameter -> Double.parseDouble(parameter.substring(2)))
                .findFirst()
                .orElse(1);
    }
}
