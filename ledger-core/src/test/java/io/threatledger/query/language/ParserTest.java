package io.threatledger.query.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|0|the end (wanted: a predicate",
                "`   `|3|the end",
                "tor|0|\"tor\" (wanted: a predicate",
                "tag:a b|6|\"b\"",
                "tag:a and tag:b|6|\"and\" (wanted: a predicate such as country:US, or AND, OR, NOT in capitals",
                "tag:a Or tag:b|6|\"Or\"",
                "not tag:b|0|\"not\"",
                "tag:a ANDtag:b|6|field \"ANDtag\"",
                "AND:x|0|field \"AND\" (wanted: one of ip, id, asn",
                "colour:red|0|field \"colour\"",
                "Country:US|0|field \"Country\"",
                ":US|0|\":US\"",
                "tag:a AND|9|the end (wanted: a predicate",
                "tag:a OR|8|the end",
                "AND tag:a|0|AND (wanted: a predicate",
                "tag:a AND OR tag:b|10|OR",
                "tag:a OR OR tag:b|9|OR",
                "NOT|3|the end",
                "NOT NOT tag:a|4|NOT (wanted: a predicate",
                "(tag:a|6|the end (wanted: ) for the ( at 0)",
                "tag:a)|5|) that closes nothing",
                ")|0|) (wanted: a predicate",
                "()|1|) (wanted: a predicate",
                "tag:a (|7|the end",
                "country:|8|no value of country but the end",
                "country: US|8|no value of country but \" \"",
                "tag:,|4|no value of tag but \",\"",
                "tag:!=|6|no value of tag but the end",
                "country:RU,CN|10|\",\" right after a value (wanted: a list in parentheses",
                "tag:a\"b\"|5|\"\"\" right after a value (wanted: a blank",
                "tag:\"a\"b|7|\"b\" right after a value",
                "tag:a(tag:b)|5|\"(\" right after a value",
                "tag:(a)tag:b|7|\"t\" right after a value",
                "country:(RU|11|a list that goes on with the end (wanted: , or ))",
                "country:(RU CN)|12|a list that goes on with \"C\"",
                "country:()|9|no value of country but \")\"",
                "country:(RU,)|12|no value of country but \")\"",
                "country:(,RU)|9|no value of country but \",\"",
                "country:((RU))|9|no value of country but \"(\"",
                "tag:\"a|4|quotes that are not closed",
                "tag:\"a\\\"|4|quotes that are not closed",
                "tag:\"a\\|6|a \\ before the end",
                "tag:\"a\\n\"|6|a \\ before \"n\" (wanted: \\\" or \\\\ in quotes)",
                "tag:\"\"|4|an empty text",
                "tag:>a|4|tag does not take > (wanted: = != ~)",
                "confidence:~0.5|11|confidence does not take ~ (wanted: = != > >= < <=)",
                "confidence:high|11|confidence: \"high\" (wanted: a number from 0 to 1, such as 0.8)",
                "confidence:>80|12|confidence: \"80\"",
                "confidence:1.1|11|confidence: \"1.1\"",
                "confidence:-0.1|11|confidence: \"-0.1\"",
                "confidence:.5|11|confidence: \".5\"",
                "confidence:1e-1|11|confidence: \"1e-1\"",
                "confidence:0.5*|11|confidence: \"0.5*\"",
                "confidence:>(0.5,0.7)|12|a list (wanted: one value)",
                "port:65536|5|port: \"65536\" (wanted: a whole number from 0 to 65535)",
                "port:22.0|5|port: \"22.0\"",
                "port:022|5|port: \"022\"",
                "port:(22,ssh)|9|port: \"ssh\"",
                "last_seen:24h|10|last_seen: \"24h\" (wanted: < <= > >= before an age",
                "last_seen:!=24h|12|last_seen: \"24h\"",
                "last_seen:<yesterday|11|last_seen: \"yesterday\" (wanted: milliseconds since the epoch, or an age",
                "last_seen:<0h|11|last_seen: \"0h\"",
                "last_seen:<24H|11|last_seen: \"24H\"",
                "last_seen:<-24h|11|last_seen: \"-24h\"",
                "last_seen:<36526d|11|last_seen: \"36526d\"",
                "last_seen:<9999999999w|11|last_seen: \"9999999999w\"",
                "last_seen:>253402300800000|11|last_seen: \"253402300800000\"",
                "novel:<24h|6|novel takes no operator (wanted: an age, such as novel:24h)",
                "novel:=24h|6|novel takes no operator",
                "novel:(1h,2h)|6|a list",
                "novel:1700000000000|6|novel: \"1700000000000\"",
                "country:USA|8|country: \"USA\" (wanted: two letters",
                "country:U1|8|country: \"U1\"",
                "asn:CHOOPA|4|asn: \"CHOOPA\" (wanted: an AS number",
                "asn:AS4294967296|4|asn: \"AS4294967296\"",
                "asn:(AS1,AS)|9|asn: \"AS\"",
                "fleet:cored|6|fleet: \"cored\" (wanted: one of core, mesh)",
                "action:block|7|action: \"block\" (wanted: one of drop, monitor, rate_limit)",
                "ip:300.1.1.1|3|ip: \"300.1.1.1\" (wanted: an address, a network",
                "ip:203.0.113.0/33|3|ip: \"203.0.113.0/33\"",
                "ip:\"203.0.113.*\"|3|ip: \"203.0.113.*\"",
                "ip:!=(192.0.2.1,localhost)|16|ip: \"localhost\"",
            })
    void whatIsWrongIsToldWithItsPlace(String text, int position, String message) {
        assertThatExceptionOfType(InvalidQuery.class)
                .isThrownBy(() -> Parser.parse(text))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.position()).as(e.getMessage()).isEqualTo(position));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag:a\u0000", "tag:a\u007f", "tag:a\ud800", "tag:a\udc00b", "tag:\u0085"})
    void controlCharactersAndHalfPairsAreRefused(String text) {
        assertThatExceptionOfType(InvalidQuery.class)
                .isThrownBy(() -> Parser.parse(text))
                .satisfies(e -> assertThat(e.position()).isBetween(4, 5));
        assertThatExceptionOfType(InvalidQuery.class).isThrownBy(() -> Parser.parse("tag:\"a\nb\""));
    }

    @Test
    void aQueryHasBounds() {
        assertThatExceptionOfType(InvalidQuery.class)
                .isThrownBy(() -> Parser.parse("tag:a" + " ".repeat(Limits.QUERY_CHARACTERS_MAX)))
                .satisfies(e -> assertThat(e.position()).isEqualTo(Limits.QUERY_CHARACTERS_MAX));
        assertThat(Parser.parse("tag:a" + " ".repeat(Limits.QUERY_CHARACTERS_MAX - 5)))
                .isNotNull();

        assertThat(Parser.parse("tag:a ".repeat(Limits.PREDICATES_MAX)).predicates())
                .hasSize(Limits.PREDICATES_MAX);
        assertThatExceptionOfType(InvalidQuery.class)
                .isThrownBy(() -> Parser.parse("tag:a ".repeat(Limits.PREDICATES_MAX + 1)))
                .withMessageContaining("at most 50 predicates")
                .satisfies(e -> assertThat(e.position()).isEqualTo(6 * Limits.PREDICATES_MAX));

        String ports = "port:(1" + ",1".repeat(Limits.VALUES_MAX - 2) + ")";
        assertThatExceptionOfType(InvalidQuery.class)
                .isThrownBy(() -> Parser.parse(ports + " port:(22, \"23\")"))
                .withMessage("one value more (wanted: at most 100 values in all)")
                .satisfies(e -> assertThat(e.position()).isEqualTo(ports.length() + 11));
        assertThat(Parser.parse(ports + " port:!=22").predicates()).hasSize(2);

        int levels = Limits.NESTING_LEVELS_MAX;
        assertThat(Parser.parse("(".repeat(levels) + "tag:a" + ")".repeat(levels)))
                .isEqualTo(Parser.parse("tag:a"));
        assertThatExceptionOfType(InvalidQuery.class)
                .isThrownBy(() -> Parser.parse("(".repeat(levels + 1) + "tag:a" + ")".repeat(levels + 1)))
                .withMessageContaining("one ( more")
                .satisfies(e -> assertThat(e.position()).isEqualTo(levels));
        assertThatExceptionOfType(InvalidQuery.class)
                .isThrownBy(() -> Parser.parse("(".repeat(Limits.QUERY_CHARACTERS_MAX)));
        assertThatExceptionOfType(InvalidQuery.class)
                .isThrownBy(() -> Parser.parse("NOT (".repeat(Limits.QUERY_CHARACTERS_MAX / 5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tag:credential-stuffing AND fleet:core NOT country:US"
                        + "|tag:credential-stuffing AND fleet:core AND NOT country:US",
                "tag:a tag:b OR tag:c|tag:a AND tag:b OR tag:c",
                "tag:a AND (tag:b OR tag:c)|tag:a AND (tag:b OR tag:c)",
                "tag:a (tag:b tag:c)|tag:a AND tag:b AND tag:c",
                "tag:a OR (tag:b OR tag:c)|tag:a OR tag:b OR tag:c",
                "(tag:a)AND(tag:b)|tag:a AND tag:b",
                "(tag:a)(tag:b)|tag:a AND tag:b",
                "NOT(tag:a OR tag:b)|NOT (tag:a OR tag:b)",
                "NOT tag:a tag:b|NOT tag:a AND tag:b",
                "NOT (NOT tag:a)|NOT (NOT tag:a)",
                "NOT (tag:a)|NOT tag:a",
                "tag:tool:sliver*|tag:tool:sliver*",
                "tag:scanner:shodan|tag:scanner:shodan",
                "country:=RU|country:RU",
                "country:!=us|country:!=US",
                "country:(ru, cn ,US)|country:(RU,CN,US)",
                "country:(RU)|country:RU",
                "country:!=(US,CA)|country:!=(US,CA)",
                "country:*|country:*",
                "confidence:>0.70|confidence:>0.7",
                "confidence:>=1.0|confidence:>=1",
                "confidence:<=0.0|confidence:<=0",
                "last_seen:<24h|last_seen:<1d",
                "last_seen:<2w|last_seen:<14d",
                "first_seen:>90s|first_seen:>90s",
                "first_seen:>1700000000000|first_seen:>1700000000000",
                "first_seen:(1,2)|first_seen:(1,2)",
                "last_seen:<24|last_seen:<24",
                "novel:36h|novel:36h",
                "novel:\"15m\"|novel:15m",
                "asn_name:~CHOOPA|asn_name:~CHOOPA",
                "asn_name:\"The Constant Company, LLC\"|asn_name:\"The Constant Company, LLC\"",
                "asn_name:\"say \\\"hi\\\" \\\\o/\"|asn_name:\"say \\\"hi\\\" \\\\o/\"",
                "tag:\"plain\"|tag:plain",
                "tag:\"a*\"|tag:\"a*\"",
                "tag:a**b*|tag:a*b*",
                "tag:back\\slash|tag:back\\slash",
                "tag:==x|tag:\"=x\"",
                "tag:=>x*|tag:=>x*",
                "tag:!==*|tag:!==*",
                "tag:(=*,~a)|tag:(=*,\"~a\")",
                "asn_name:~a*b|asn_name:~\"a*b\"",
                "asn:14001|asn:AS14001",
                "asn:as0014001|asn:AS14001",
                "asn:140*|asn:AS140*",
                "asn:*01|asn:*01",
                "sensor:mesh-*|sensor:mesh-*",
                "port:(22,2222)|port:(22,2222)",
                "port:>1024|port:>1024",
                "action:DROP|action:drop",
                "action:rate*|action:rate*",
                "id:THR_ABCDEFGHIJKLMNOP|id:thr_abcdefghijklmnop",
                "ip:203.0.113.45|ip:203.0.113.45",
                "ip:203.0.113.45/24|ip:203.0.113.0/24",
                "ip:203.0.113.*|ip:203.0.113.*",
                "ip:2001:DB8::1|ip:2001:db8::1",
                "ip:2001:db8:*|ip:2001:db8:*",
                "ip:::ffff:192.0.2.1|ip:192.0.2.1",
                "ip:(192.0.2.1,2001:db8::/32)|ip:(192.0.2.1,2001:db8::/32)",
                "ja4:t13d1516h2_8daaf6152771_e5627efa2ab1|ja4:t13d1516h2_8daaf6152771_e5627efa2ab1",
                "`\ttag:a\r\n  tag:b `|tag:a AND tag:b",
                "tag:cafe\u0301|tag:caf\u00e9",
            })
    void whatIsRightHasOneCanonicalText(String text, String canonical) {
        Expression tree = Parser.parse(text);
        assertThat(Printer.print(tree)).isEqualTo(canonical);
        assertThat(Parser.parse(canonical)).isEqualTo(tree);
    }

    @Test
    void everyFieldHasItsExample() {
        Expression all =
                Parser.parse("ip:192.0.2.1 id:thr_x asn:AS14001 asn_name:~x country:RU tag:tor fleet:mesh sensor:s"
                        + " confidence:>0.7 first_seen:>7d last_seen:<24h novel:24h ja3:x ja4:x port:22 action:drop");
        assertThat(all.predicates()).extracting(Predicate::field).containsExactly(Field.values());
    }

    @Test
    void theTreeTellsWhereARestrictedFieldIsAskedFor() {
        Expression tree = Parser.parse("country:RU AND (tag:tor OR NOT port:22) ja4:t13* sensor:mesh-* ja3:x");
        List<Predicate> restricted = tree.predicates().stream()
                .filter(predicate -> Field.RESTRICTED.contains(predicate.field()))
                .toList();
        assertThat(restricted).extracting(p -> p.field().word()).containsExactly("port", "ja4", "sensor", "ja3");
        assertThat(restricted).extracting(Predicate::position).containsExactly(31, 40, 49, 63);
        assertThat(tree.first(Field.RESTRICTED)).contains(restricted.getFirst());
        assertThat(Parser.parse("country:RU tag:port:22").first(Field.RESTRICTED))
                .isEmpty();
        assertThat(Field.RESTRICTED).containsExactlyInAnyOrder(Field.JA3, Field.JA4, Field.SENSOR, Field.PORT);
    }

    @Test
    void aPredicateThatMakesNoSenseCannotBeMade() {
        Value text = new Value.Exactly("x");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Predicate(Field.PORT, Operator.EQUAL, List.of(text), 0));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Predicate(Field.TAG, Operator.GREATER, List.of(text), 0));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Predicate(Field.TAG, Operator.EQUAL, List.of(), 0));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Predicate(Field.COUNTRY, Operator.EQUAL, List.of(new Value.Exactly("us")), 0));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Value.Like("no star"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Value.Exactly("e\u0301"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Expression.And(List.of()));
    }
}
