package io.threatledger.query.catalog;

import io.threatledger.query.Published;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.Span;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.OwnReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogs of a node, one for each span; owns their threads and files. */
public final class Catalogs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogs.class);

    /** Entries that one turn reads: what it holds in memory, and what a start that comes in between does again. */
    private static final int TURN_ENTRIES_MAX = 1_000;

    /** Of a catalog, and of what SQLite keeps beside it. */
    private static final Pattern FILE_NAME = Pattern.compile("(\\d+-(?:\\d+|all)\\.db)(?:-wal|-shm|-journal)?");

    private final Map<Span, Member> members = new LinkedHashMap<>();

    /**
     * Removes the files of spans that are not asked for any more; each of the others is opened, or made, by its thread.
     *
     * @param folder made when it is missing; it may be deleted while the node is stopped
     */
    public Catalogs(
            Path folder, LedgerDatabase database, Published published, Indicators indicators, Collection<Span> spans) {
        if (Files.isDirectory(folder)) {
            removeOthers(folder, spans.stream().map(Catalogs::fileName).collect(Collectors.toSet()));
        }
        Set<Span> different = new LinkedHashSet<>(spans);
        for (Span span : different) {
            Path file = folder.resolve(fileName(span));
            members.put(span, new Member(file, span, database, published, indicators, different.size()));
        }
    }

    /** Begins to follow the ledger. */
    public void start() {
        members.values().forEach(member -> member.thread.start());
    }

    /** The catalog of one of the spans it was opened with. */
    public Catalog of(Span span) {
        Member member = members.get(span);
        if (member == null) {
            throw new IllegalArgumentException("no catalog of " + span);
        }
        return member.catalog;
    }

    /** The spans it was opened with. */
    public Set<Span> spans() {
        return Set.copyOf(members.keySet());
    }

    @Override
    public void close() {
        members.values().forEach(Member::close);
    }

    static String fileName(Span span) {
        return span.delay().toSeconds() + "-"
                + span.history().map(Duration::toSeconds).map(String::valueOf).orElse("all") + ".db";
    }

    /** A file that stays does no harm. */
    private static void removeOthers(Path folder, Set<String> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = FILE_NAME.matcher(file.getFileName().toString());
                if (name.matches() && !wanted.contains(name.group(1))) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("search indexes that nobody asks for stay in {}: {}", folder, e.toString());
        }
    }

    /** One catalog with what keeps it. */
    private static final class Member implements AutoCloseable {
        final Catalog catalog;
        final FollowerThread thread;
        private final HeldFile file;
        private final OwnReader ledger;

        Member(
                Path path,
                Span span,
                LedgerDatabase database,
                Published published,
                Indicators indicators,
                int followers) {
            file = new HeldFile(path);
            ledger = database.ownReader();
            Follower follower = new Follower(file, ledger, published, indicators, span, TURN_ENTRIES_MAX);
            catalog = new Catalog(span, file, published, indicators);
            thread = new FollowerThread(
                    "catalog " + path.getFileName(), follower, published, file.progress(), followers);
        }

        @Override
        public void close() {
            thread.close();
            file.close();
            ledger.close();
        }
    }
}
