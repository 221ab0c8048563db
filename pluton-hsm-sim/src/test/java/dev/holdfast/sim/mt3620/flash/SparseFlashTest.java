package dev.holdfast.sim.mt3620.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.id.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the simulated NOR flash in memory and its file. */
class SparseFlashTest {
    private static final FlashGeometry SMALL = new FlashGeometry(1024, 128, 32);

    /** An operation on a small flash: a sector erase if {@code bytes} is empty, else a page program. */
    record Operation(int page, int offset, Blob bytes) {
        void on(NorFlash flash) throws IOException {
            if (bytes.length() == 0) {
                flash.erase(page * SMALL.pageSize() / SMALL.sectorSize() * SMALL.sectorSize());
            } else {
                flash.program(page * SMALL.pageSize() + offset, bytes.bytes());
            }
        }
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        Arbitrary<Integer> page = Arbitraries.integers().between(0, SMALL.capacity() / SMALL.pageSize() - 1);
        Arbitrary<Integer> offset = Arbitraries.integers().between(0, SMALL.pageSize() / 2);
        Arbitrary<Blob> bytes = Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(0)
                .ofMaxSize(SMALL.pageSize() / 2)
                .map(Blob::of);
        return Combinators.combine(page, offset, bytes)
                .as(Operation::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void programming_clears_bits_and_erasing_sets_them(@ForAll("operations") List<Operation> operations)
            throws IOException {
        SparseFlash flash = SparseFlash.erased(SMALL);
        byte[] model = new byte[SMALL.capacity()];
        Arrays.fill(model, NorFlash.ERASED);

        for (Operation operation : operations) {
            operation.on(flash);
            flash.share();
            int start = operation.page() * SMALL.pageSize() + operation.offset();
            for (int i = 0; i < operation.bytes().length(); i++) {
                model[start + i] &= operation.bytes().bytes()[i];
            }
            if (operation.bytes().length() == 0) {
                int sector = operation.page() * SMALL.pageSize() / SMALL.sectorSize() * SMALL.sectorSize();
                Arrays.fill(model, sector, sector + SMALL.sectorSize(), NorFlash.ERASED);
            }
        }

        assertThat(flash.read(0, SMALL.capacity())).isEqualTo(model);
    }

    @Property(tries = 100)
    void written_data_is_read_back_from_the_file(@ForAll("operations") List<Operation> operations) throws IOException {
        Path file = Files.createTempFile("flash", "");
        FlashLog flash = FlashLog.create(file, SparseFlash.erased(SMALL));
        for (Operation operation : operations) {
            operation.on(flash);
        }

        assertThat(FlashLog.open(file).snapshot().digest())
                .isEqualTo(flash.snapshot().digest());
        Files.delete(file);
    }

    @Test
    void a_truncated_record_is_dropped(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("flash");
        FlashLog flash = FlashLog.create(file, SparseFlash.erased(SMALL));
        flash.program(0, new byte[] {1});
        byte[] whole = Files.readAllBytes(file);
        flash.program(32, new byte[] {2});
        byte[] more = Files.readAllBytes(file);

        for (int length = whole.length; length < more.length; length++) {
            Files.write(file, Arrays.copyOf(more, length));
            FlashLog cut = FlashLog.open(file);
            assertThat(cut.read(0, 1)).containsExactly(1);
            assertThat(cut.read(32, 1)).containsExactly(0xFF);
            cut.program(64, new byte[] {3});
            assertThat(FlashLog.open(file).read(64, 1)).containsExactly(3);
        }
    }

    @Test
    void a_long_file_is_compacted(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("flash");
        FlashLog flash = FlashLog.create(file, SparseFlash.erased(SMALL));
        for (int i = 0; i < 8000; i++) {
            flash.erase(0);
            flash.program(0, new byte[] {(byte) i, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5});
        }
        assertThat(Files.size(file)).isGreaterThan(256 * 1024);

        assertThat(FlashLog.open(file).read(0, 2)).containsExactly((byte) 7999, 5);
        assertThat(Files.size(file)).isLessThan(128);
    }

    @Test
    void equal_sectors_of_two_chips_are_stored_once() {
        byte[] first = SectorPool.SHARED.share(new byte[] {1, 2, 3});

        assertThat(SectorPool.SHARED.share(new byte[] {1, 2, 3})).isSameAs(first);
    }

    @Test
    void a_program_operation_stays_within_its_page() {
        SparseFlash flash = SparseFlash.erased(SMALL);

        assertThatThrownBy(() -> flash.program(31, new byte[2])).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> flash.erase(64)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> flash.read(1020, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
