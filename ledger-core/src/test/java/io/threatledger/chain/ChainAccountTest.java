package io.threatledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.devchain.Anvil;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainAccountTest {
    /** The PBKDF2 example of the Web3 Secret Storage definition; password {@code testpassword}. */
    private static final String EXAMPLE = """
            {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
            "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
            "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
            "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
            "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
            "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}""";

    private static final String EXAMPLE_KEY = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

    @TempDir
    Path folder;

    @Test
    void anAccountThatWasMadeOpensAgain() throws IOException {
        Path file = folder.resolve("anchorer.json");
        ChainAccount made = ChainAccount.create(file, "correct horse");
        assertThat(ChainAccount.open(file, "correct horse").address()).isEqualTo(made.address());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("\"kdf\":\"scrypt\"").contains("\"version\":3");
    }

    @Test
    void aFileOfAnotherToolOpens() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), EXAMPLE);
        assertThat(ChainAccount.open(file, "testpassword").address())
                .isEqualTo(ChainAccount.ofHexKey(EXAMPLE_KEY).address());
    }

    @Test
    void aWrongPasswordIsRefusedWithoutRepeatingIt() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), EXAMPLE);
        assertThatThrownBy(() -> ChainAccount.open(file, "hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.json")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void whatIsNoAccountFileIsRefused() throws IOException {
        for (String text : new String[] {"", "{}", "[]", "null", "not json", "{\"crypto\":{}}"}) {
            Path file = Files.writeString(folder.resolve("broken.json"), text);
            assertThatThrownBy(() -> ChainAccount.open(file, "any"))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFileIsNeverOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("taken.json"), "precious");
        assertThatThrownBy(() -> ChainAccount.create(file, "any")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("precious");
    }

    @Test
    void aHexKeyGivesItsAddress() {
        var known = Anvil.developmentAccount(0);
        assertThat(ChainAccount.ofHexKey(known.privateKey()).address()).isEqualTo(known.address());
        assertThat(ChainAccount.ofHexKey(" " + known.privateKey().substring(2) + "\n")
                        .address())
                .isEqualTo(known.address());
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotRepeated() {
        for (String text : new String[] {"", "0x", "secret", "0".repeat(64), EXAMPLE_KEY + "00", "f".repeat(64)}) {
            assertThatThrownBy(() -> ChainAccount.ofHexKey(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(text.isEmpty() ? "\0" : text);
        }
    }

    @Test
    void itShowsItsAddressAndNotItsKey() {
        ChainAccount account = ChainAccount.ofHexKey(EXAMPLE_KEY);
        assertThat(account.toString()).contains(account.address().value()).doesNotContain(EXAMPLE_KEY.substring(0, 8));
    }
}
