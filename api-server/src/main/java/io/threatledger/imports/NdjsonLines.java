package io.threatledger.imports;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object a line. Members are sent as they are: the node knows which it takes. */
record NdjsonLines(ReportMaker maker) implements LineParser {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public FeedLine parse(long number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return new FeedLine.Nothing();
        }
        try {
            return JSON.readTree(line) instanceof ObjectNode members
                    ? maker.make(number, line, members)
                    : new FeedLine.Refused(number, line, "not a JSON object");
        } catch (JacksonException e) {
            return new FeedLine.Refused(number, line, "not JSON: " + e.getOriginalMessage());
        }
    }
}
