package io.threatledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {
    /** One that came twice would supersede itself: a ledger of a million entries would have fewer active threats. */
    @Test
    void eachAddressComesOnce(@TempDir Path folder) throws Exception {
        Path list = Files.writeString(
                folder.resolve("list"), "# a list\n198.51.100.7\t3\n203.0.113.9\t1\n203.0.113.8\t1\n");
        Addresses addresses = Addresses.near(list);
        assertThat(addresses.count()).isEqualTo(512);
        assertThat(IntStream.range(0, addresses.count()).mapToObj(addresses::at))
                .doesNotHaveDuplicates()
                .allMatch(address -> address.startsWith("198.51.100.") || address.startsWith("203.0.113."));
    }
}
