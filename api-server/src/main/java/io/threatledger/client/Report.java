package io.threatledger.client;

import tools.jackson.databind.node.ObjectNode;

/**
 * One report as {@code POST /threats} takes it.
 *
 * @param target address or network, as given
 * @param json the whole object in one line
 */
public record Report(String target, String json) {

    /** The report that these members make; {@code target} is one of them. */
    public static Report of(ObjectNode members) {
        return new Report(members.path("target").asString(""), members.toString());
    }
}
