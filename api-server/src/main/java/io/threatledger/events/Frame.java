package io.threatledger.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The pieces of a {@code text/event-stream} (WHATWG HTML, section 9.2.5). */
public final class Frame {
    static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private Frame() {}

    /**
     * One event.
     *
     * @param data one line of UTF-8
     */
    public static byte[] event(String name, long id, byte[] data) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(data.length + 64);
        frame.writeBytes(("event: " + name + "\nid: " + id + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        frame.writeBytes(data);
        frame.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return frame.toByteArray();
    }

    /** How far the stream is, for a client that was told nothing on the way: sets its last id and fires no event. */
    static byte[] position(long id) {
        return ("id: " + id + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] retry(Duration pause) {
        return ("retry: " + pause.toMillis() + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }
}
