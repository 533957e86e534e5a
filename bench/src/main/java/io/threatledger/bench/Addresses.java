package io.threatledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** As many addresses as wanted, each once: those of a real list and their neighbours, spread as attackers are. */
final class Addresses {
    private static final int HOSTS = 256;
    private static final int STRIDE = 101; // odd: every host comes once

    private final List<String> networks;

    private Addresses(List<String> networks) {
        this.networks = networks;
    }

    /** @param list a line for each address, with a comment or a count behind it */
    static Addresses near(Path list) throws IOException {
        try (var lines = Files.lines(list)) {
            return new Addresses(lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.lastIndexOf('.') + 1))
                    .distinct()
                    .toList());
        }
    }

    int count() {
        return networks.size() * HOSTS;
    }

    /** The address of that number, from 0. */
    String at(int number) {
        int host = number / networks.size() * STRIDE % HOSTS;
        return networks.get(number % networks.size()) + host;
    }
}
