package io.threatledger.v2;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How an answer is called in XML.
 *
 * @param root the outermost element
 * @param dataType {@code xsi:type} of the element {@code Data}
 */
record Shape(String root, String dataType) {
    private static final Shape OTHER = new Shape("response", "responseData");

    /** The shape that the resource of this path has, whatever is said of it; a POST to a list is about one. */
    static Shape of(String method, String path) {
        List<String> parts = Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .skip(1)
                .toList();
        return switch (parts.isEmpty() ? "" : parts.getFirst()) {
            case "owners" -> owners(parts);
            case "whoami" -> one("user");
            case "tags" -> tags(parts);
            case "types" -> parts.size() < 3 ? list("indicatorType") : one("indicatorType");
            case "indicators" -> indicators(parts, method.equals("POST"));
            default -> OTHER;
        };
    }

    private static Shape owners(List<String> parts) {
        if (parts.size() == 1) {
            return list("owner");
        }
        return parts.getLast().equals("members") ? list("user") : one("owner");
    }

    private static Shape tags(List<String> parts) {
        return switch (parts.size()) {
            case 1 -> list("tag");
            case 2 -> one("tag");
            case 3 -> list("indicator");
            default -> typeOf(parts.get(3)).map(Shape::list).orElse(OTHER);
        };
    }

    private static Shape indicators(List<String> parts, boolean isPost) {
        boolean isDeleted = parts.size() <= 3 && parts.getLast().equals("deleted"); // further down it names a tag
        if (parts.size() == 1 || isDeleted) {
            return list("indicator");
        }
        return typeOf(parts.get(1)).map(type -> typed(type, parts, isPost)).orElse(OTHER);
    }

    private static Shape typed(String type, List<String> parts, boolean isPost) {
        return switch (parts.size()) {
            case 2 -> isPost ? one(type) : list(type);
            case 3 -> one(type);
            default ->
                switch (parts.get(3)) {
                    case "owners" -> list("owner");
                    case "tags" -> parts.size() == 4 ? list("tag") : one("tag");
                    default -> OTHER;
                };
        };
    }

    /** What indicators of that branch are called here: all types but the oldest are one. */
    private static Optional<String> typeOf(String branch) {
        return Branch.of(branch).map(type -> type == Branch.CIDR ? "customIndicator" : "address");
    }

    private static Shape one(String entity) {
        return new Shape(entity + "Response", entity + "ResponseData");
    }

    private static Shape list(String entity) {
        String plural = entity.endsWith("s") ? entity + "es" : entity + "s";
        return new Shape(plural + "Response", entity + "ListResponseData");
    }
}
