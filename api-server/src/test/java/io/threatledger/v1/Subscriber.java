package io.threatledger.v1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a browser's EventSource does, over HTTP/1.0 so that the body is not chunked. */
public final class Subscriber implements AutoCloseable {
    /** One event; {@code id} -1 where there was none. */
    public record Event(String name, long id, String data) {}

    private final Socket socket;
    private final BufferedReader reader;

    public Subscriber(TestNode node, String path, String... headers) throws IOException {
        this(node, 65_536, path, headers);
    }

    Subscriber(TestNode node, int receiveBufferBytes, String path, String... headers) throws IOException {
        URI uri = node.uri(path);
        socket = new Socket();
        socket.setReceiveBufferSize(receiveBufferBytes);
        socket.connect(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()));
        socket.setSoTimeout(60_000);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads the answer's head; its status line first. */
    public List<String> head() throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            head.add(line);
        }
        return head;
    }

    /** A line of the body as it is; null at the end. */
    @org.jspecify.annotations.Nullable
    public String line() throws IOException {
        return reader.readLine();
    }

    /** The next event; heartbeats and retry are passed over. Null when the stream ended. */
    @org.jspecify.annotations.Nullable
    public Event next() throws IOException {
        String name = "";
        String data = "";
        long id = -1;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("id: ")) {
                id = Long.parseLong(line.substring(4));
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !data.isEmpty()) {
                return new Event(name, id, data);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
