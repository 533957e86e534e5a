package io.threatledger.v2;

import io.threatledger.http.Problem;
import java.util.Locale;

/**
 * Refusals in the words that clients of this API know; what is wrong with a value follows, as everywhere in this node.
 */
final class Messages {
    private Messages() {}

    static Problem notFound() {
        return Problem.notFound("The requested resource was not found");
    }

    static Problem ownerNotFound() {
        return Problem.forbidden("The requested owner was not found");
    }

    /** @param what was asked for, as "created" */
    static Problem accessDenied(String name, String what) {
        return Problem.of(401, "The requested " + name + " was not " + what + " - access was denied");
    }

    static Problem exists(Branch branch) {
        return Problem.badRequest("The " + branch.key() + " for this " + branch.type() + " is invalid, "
                + article(branch.type()) + " " + branch.type() + " with this " + branch.key() + " already exists");
    }

    static Problem invalid(String field, String entity, String wrong, String wanted) {
        return Problem.badRequest(
                "The " + field + " for this " + entity + " is invalid: " + wrong + " (wanted: " + wanted + ")");
    }

    static Problem length(String field, String entity, int max) {
        return Problem.badRequest("The " + field + " for this " + entity + " is invalid, please enter " + article(field)
                + " " + field + " between 1-" + max + " characters in length");
    }

    static Problem malformed(String what) {
        return Problem.badRequest("The request was not properly formed: " + what);
    }

    static Problem paging() {
        return Problem.badRequest("The resultStart and resultLimit query parameters must be integers and the maximum"
                + String.format(Locale.ROOT, " value for resultLimit is %,d", Page.LIMIT_MAX));
    }

    static Problem excluded(String why) {
        return Problem.forbidden("This Indicator is included in a system-wide exclusion list: " + why);
    }

    private static String article(String word) {
        return "aeiou".indexOf(Character.toLowerCase(word.charAt(0))) >= 0 ? "an" : "a";
    }
}
