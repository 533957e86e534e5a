package io.threatledger.v2;

import java.util.Arrays;
import java.util.List;

/**
 * How an answer is called in XML.
 *
 * @param root the outermost element
 * @param dataType {@code xsi:type} of the element {@code Data}
 */
record Shape(String root, String dataType) {
    private static final Shape OTHER = new Shape("response", "responseData");

    /** The shape that the resource of this path has, whatever is said of it. */
    static Shape of(String path) {
        List<String> parts = Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .skip(1)
                .toList();
        return switch (parts.isEmpty() ? "" : parts.getFirst()) {
            case "owners" -> owners(parts);
            case "whoami" -> one("user");
            case "tags" -> parts.size() == 1 ? list("tag") : parts.size() == 2 ? one("tag") : list("indicator");
            case "types" -> parts.size() < 3 ? list("indicatorType") : one("indicatorType");
            case "indicators" -> indicators(parts);
            default -> OTHER;
        };
    }

    private static Shape owners(List<String> parts) {
        if (parts.size() == 1) {
            return list("owner");
        }
        return parts.getLast().equals("members") ? list("user") : one("owner");
    }

    private static Shape indicators(List<String> parts) {
        if (parts.size() == 1 || parts.getLast().equals("deleted")) {
            return list("indicator");
        }
        String type = Branch.of(parts.get(1)).filter(Branch.CIDR::equals).isPresent() ? "customIndicator" : "address";
        return switch (parts.size()) {
            case 2 -> list(type);
            case 3 -> one(type);
            default ->
                switch (parts.get(3)) {
                    case "owners" -> list("owner");
                    case "tags" -> parts.size() == 4 ? list("tag") : one("tag");
                    default -> OTHER;
                };
        };
    }

    private static Shape one(String entity) {
        return new Shape(entity + "Response", entity + "ResponseData");
    }

    private static Shape list(String entity) {
        String plural = entity.endsWith("s") ? entity + "es" : entity + "s";
        return new Shape(plural + "Response", entity + "ListResponseData");
    }
}
