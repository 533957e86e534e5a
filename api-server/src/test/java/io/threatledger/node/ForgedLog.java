package io.threatledger.node;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.threatledger.entry.NodeKeys;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.RightEdge;
import io.threatledger.merkle.Tile;
import io.threatledger.merkle.TileId;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.NoteSigner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log of any entries at all, rightly hashed and rightly signed: what an operator who lies would publish. */
final class ForgedLog {
    private ForgedLog() {}

    static void write(Path folder, String origin, NodeKeys keys, List<byte[]> leaves) throws IOException {
        RightEdge edge = RightEdge.empty();
        leaves.forEach(leaf -> edge.append(Rfc6962.leafHash(leaf)));
        for (Tile tile : edge.changedTiles()) {
            store(folder.resolve("tile/" + tile.id().path(tile.width())), tile.hashes());
        }
        for (int from = 0; from < leaves.size(); from += TileId.TILE_WIDTH) {
            List<byte[]> some = leaves.subList(from, Math.min(leaves.size(), from + TileId.TILE_WIDTH));
            String path = new TileId(0, from / TileId.TILE_WIDTH).path(some.size());
            store(folder.resolve("tile/entries/" + path.substring(2)), bundle(some));
        }
        NoteSigner signer = NoteSigner.ed25519(origin, keys.checkpointSeed());
        String note = new Checkpoint(origin, edge.size(), edge.root()).sign(signer);
        store(folder.resolve("checkpoint"), note.getBytes(StandardCharsets.UTF_8));
    }

    /** A plain web server that knows nothing of logs. */
    static HttpServer serve(Path folder) {
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                folder.toAbsolutePath(),
                SimpleFileServer.OutputLevel.NONE);
        server.start();
        return server;
    }

    private static byte[] bundle(List<byte[]> leaves) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] leaf : leaves) {
            bytes.write(leaf.length >>> Byte.SIZE);
            bytes.write(leaf.length);
            bytes.writeBytes(leaf);
        }
        return bytes.toByteArray();
    }

    private static void store(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
