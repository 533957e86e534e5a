package io.threatledger.v2;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What everybody said, in memory and with the simplest rules there are. */
final class SpokenModel {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** What one entry says. */
    record Said(
            String owner,
            String source,
            String target,
            @Nullable BigDecimal rating,
            String severity,
            @Nullable Integer confidence,
            List<String> tags,
            long ttlSeconds) {}

    /** An entry with what became of it. */
    static final class Entry {
        private final String id;
        private final long index;
        private final Said said;
        private final long expiresAtSeconds;
        private boolean isEnded;

        private Entry(String id, long index, Said said, long expiresAtSeconds) {
            this.id = id;
            this.index = index;
            this.said = said;
            this.expiresAtSeconds = expiresAtSeconds;
        }

        String id() {
            return id;
        }

        Said said() {
            return said;
        }

        String told() {
            BigDecimal rating = said.rating() != null
                    ? said.rating()
                    : BigDecimal.valueOf(said.severity().equals("low") ? 1 : 3);
            return SpokenModel.told(rating, said.confidence(), said.tags());
        }

        private boolean isActive(long nowSeconds) {
            return !isEnded && nowSeconds < expiresAtSeconds;
        }
    }

    static String told(BigDecimal rating, @Nullable Integer confidence, Collection<String> tags) {
        BigDecimal plain = rating.signum() == 0 ? BigDecimal.ZERO : rating.stripTrailingZeros();
        return "rating " + plain.toPlainString() + " confidence " + confidence + " tags " + List.copyOf(tags);
    }

    /** @param envelope of v1, for what only the node can know: id, place and expiry */
    void add(Said said, JsonNode envelope) {
        JsonNode expires = envelope.path("data").path("expires_at");
        Instant issued = Instant.parse(envelope.path("data").path("created_at").asString());
        long until = expires.isNull()
                ? Long.MAX_VALUE
                : Instant.parse(expires.asString()).getEpochSecond();
        entries.values().stream()
                .filter(each -> each.said.owner().equals(said.owner())
                        && each.said.source().equals(said.source())
                        && each.said.target().equals(said.target())
                        && each.isActive(issued.getEpochSecond()))
                .forEach(each -> each.isEnded = true);
        String id = envelope.path("id").asString();
        entries.put(id, new Entry(id, envelope.path("index").asLong(), said, until));
    }

    boolean knows(String id) {
        return entries.containsKey(id);
    }

    List<Entry> entriesOf(String owner) {
        return entries.values().stream()
                .filter(each -> each.said.owner().equals(owner))
                .toList();
    }

    void revoke(Entry entry) {
        entry.isEnded = true;
    }

    void revokeAll(String owner, String target, long nowSeconds) {
        of(owner, target).stream().filter(each -> each.isActive(nowSeconds)).forEach(this::revoke);
    }

    private List<Entry> of(String owner, String target) {
        List<Entry> found = new ArrayList<>(entriesOf(owner));
        found.removeIf(each -> !each.said.target().equals(target));
        return found;
    }

    /** What v2 shows: the newest active one. */
    @Nullable
    Entry shown(String owner, String target, long nowSeconds) {
        return of(owner, target).stream()
                .filter(each -> each.isActive(nowSeconds))
                .max(Comparator.comparingLong(each -> each.index))
                .orElse(null);
    }

    /** Where the first one ever stands. */
    long numberOf(String owner, String target) {
        return of(owner, target).stream().mapToLong(each -> each.index).min().orElseThrow();
    }

    /** Ids of the active ones of all owners. */
    TreeSet<String> active(String target, long nowSeconds) {
        return entries.values().stream()
                .filter(each -> each.said.target().equals(target) && each.isActive(nowSeconds))
                .map(Entry::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean hasEver(String target) {
        return entries.values().stream().anyMatch(each -> each.said.target().equals(target));
    }
}
