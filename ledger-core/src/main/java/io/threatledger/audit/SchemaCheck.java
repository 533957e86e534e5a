package io.threatledger.audit;

import io.threatledger.store.Schema;
import io.threatledger.store.Session;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every table, index and trigger is there as it was made, and no other. */
final class SchemaCheck implements Check<String> {
    private static final String NOTHING = "nothing";

    @Override
    public String name() {
        return "schema";
    }

    @Override
    public CheckPage<String> next(Session session, @Nullable String after) {
        Map<String, String> wanted = Schema.wanted();
        Map<String, String> found = Schema.of(session);
        TreeSet<String> names = new TreeSet<>(wanted.keySet());
        names.addAll(found.keySet());
        for (String each : names) {
            String is = found.getOrDefault(each, NOTHING);
            String should = wanted.getOrDefault(each, NOTHING);
            if (!Objects.equals(is, should)) {
                return CheckPage.damaged(found.size(), new Damage(name(), each, "", is, should));
            }
        }
        return CheckPage.last(found.size());
    }
}
