package dev.holdfast.sim.hsm.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.sim.hsm.otp.OtpRow.Kind;
import dev.holdfast.sim.hsm.otp.Silicon.Area;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the rows of one-time programmable fuses. */
class OtpArrayTest {
    private static final OtpRow ROW = OtpRow.of(Kind.SECURITY_FLOOR, 7);

    @Test
    void a_row_has_the_documented_layout() throws IOException {
        MemorySilicon silicon = new MemorySilicon();

        new OtpArray(silicon).burn(List.of(new OtpRow(Kind.SECURITY_FLOOR, 0, 0x0102, 0x1122334455667788L, 0x99)));

        assertThat(HexFormat.of().formatHex(silicon.read(Area.OTP), 0, 28))
                .isEqualTo("050000ff" + "0201000000000000" + "1122334455667788" + "0000000000000099");
    }

    @Property(tries = 100)
    void burnt_rows_are_read_back(@ForAll("rows") @Size(max = 20) List<OtpRow> rows) throws IOException {
        OtpArray array = new OtpArray(new MemorySilicon());

        for (OtpRow row : rows) {
            array.burn(List.of(row));
        }

        assertThat(array.rows()).isEqualTo(rows);
    }

    @Property(tries = 200)
    void a_flipped_bit_of_a_row_is_detected(@ForAll("row") OtpRow row, @ForAll @IntRange(max = 32 * 8 - 1) int bit)
            throws IOException {
        MemorySilicon silicon = new MemorySilicon();
        new OtpArray(silicon).burn(List.of(row));
        byte[] flipped = silicon.read(Area.OTP);
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        MemorySilicon altered = new MemorySilicon();
        altered.burn(Area.OTP, 0, flipped);

        if (bit / 8 == 3) {
            assertThat(new OtpArray(altered).rows())
                    .as("a mark that is damaged loses no fuse")
                    .containsExactly(row);
        } else if (bit / 8 != 2) {
            assertThatThrownBy(() -> new OtpArray(altered).rows()).hasMessageContaining("damaged");
        }
    }

    @Test
    void a_fuse_that_is_blown_stays_blown(@TempDir Path directory) throws IOException {
        DirectorySilicon silicon = new DirectorySilicon(directory);
        silicon.burn(Area.OTP, 2, new byte[] {0b0101});
        silicon.burn(Area.OTP, 1, new byte[] {1, 0b0010, 0});

        assertThat(new DirectorySilicon(directory).read(Area.OTP)).containsExactly(0, 1, 0b0111, 0);
    }

    @Test
    void a_die_has_4096_rows(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve(Area.OTP.file()), new byte[] {});
        Silicon silicon = new DirectorySilicon(directory);
        // All rows but one look like interrupted burns: without checksum and mark, so used up.
        byte[] spent = new byte[(OtpArray.CAPACITY - 1) * 32];
        for (int row = 0; row < OtpArray.CAPACITY - 1; row++) {
            spent[row * 32] = 1;
        }
        silicon.burn(Area.OTP, 0, spent);
        OtpArray array = new OtpArray(silicon);

        array.burn(List.of(ROW));

        assertThatThrownBy(() -> array.burn(List.of(ROW))).isInstanceOf(OtpExhaustedException.class);
        assertThat(array.rows()).as("nothing is lost").containsExactly(ROW);
    }

    @Provide
    Arbitrary<OtpRow> row() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.longs())
                .as(OtpRow::new);
    }

    @Provide
    Arbitrary<List<OtpRow>> rows() {
        return row().list();
    }
}
