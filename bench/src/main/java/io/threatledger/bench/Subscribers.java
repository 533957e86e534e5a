package io.threatledger.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Subscribers of {@code /api/v1/events}, a connection each, all read by one thread: a thread for each would take from the
 * node the cores that it is measured on.
 */
final class Subscribers implements AutoCloseable {
    private static final int PIECE_BYTES = 65_536;
    private static final int ANSWER_MILLIS_MAX = 30_000;

    private final Selector selector;
    private final Listener listener;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    private final AtomicInteger ended = new AtomicInteger();
    private final Thread reader;
    private volatile boolean isClosed;

    /** Told of each event by the one thread that reads. */
    @FunctionalInterface
    interface Listener {
        /**
         * An event has arrived.
         *
         * @param subscriber counted from 0
         * @param id its index in the ledger
         * @param atNanos when it was read, on the clock of {@link System#nanoTime}
         */
        void told(int subscriber, long id, long atNanos);
    }

    private record Subscriber(int number, IdLines lines) {}

    private Subscribers(Listener listener) throws IOException {
        this.selector = Selector.open();
        this.listener = listener;
        this.reader = Thread.ofPlatform().name("subscribers").daemon().unstarted(this::run);
    }

    /** Returns when the node has answered each: from now on all of them are told everything. */
    static Subscribers connect(Node node, int count, Listener listener) throws IOException {
        Subscribers all = new Subscribers(listener);
        try {
            for (int number = 0; number < count; number++) {
                all.subscribe(node, number);
            }
        } catch (IOException e) {
            all.close();
            throw e;
        }
        all.reader.start();
        return all;
    }

    /** Connections that the node has ended. */
    int ended() {
        return ended.get();
    }

    /** A connection that is to be closed after the answer has the events as they are, and not in chunks. */
    private void subscribe(Node node, int number) throws IOException {
        URI url = URI.create(node.url());
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().setSoTimeout(ANSWER_MILLIS_MAX);
            channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            String request = "GET /api/v1/events HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer "
                    + node.named(Node.PUBLISHER) + "\r\nConnection: close\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            awaitBeginning(channel.socket().getInputStream());
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Subscriber(number, new IdLines()));
        } catch (IOException e) {
            channel.close();
            throw new IOException("subscriber " + number + ": " + e.getMessage(), e);
        }
    }

    /** Up to the first empty line behind the headers: what comes before it says when to come back. */
    private static void awaitBeginning(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < 2 || text.lastIndexOf("\n\n") != text.length() - 2) {
            int character = in.read();
            if (character < 0) {
                throw new IOException("the node ended the stream after: " + text);
            }
            text.append((char) character);
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                selector.select(this::read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key) {
        Subscriber subscriber = (Subscriber) key.attachment();
        int count;
        try {
            count = ((SocketChannel) key.channel()).read(piece.clear());
        } catch (IOException e) {
            count = -1;
        }
        if (count < 0) {
            key.cancel();
            ended.incrementAndGet();
            return;
        }
        long now = System.nanoTime();
        subscriber.lines().read(piece.array(), count, id -> listener.told(subscriber.number(), id, now));
    }

    /** Nothing is told any more when it returns. */
    @Override
    public void close() throws IOException {
        isClosed = true;
        selector.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
