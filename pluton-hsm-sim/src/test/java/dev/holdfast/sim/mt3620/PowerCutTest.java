package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts power at every storage operation of an update of the operating system and an application, before and within it. */
class PowerCutTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    @Test
    void power_may_fail_at_any_write_and_the_device_boots_the_old_software_or_the_new() throws Exception {
        Factory factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        ImagePackage first = INSTALLATION.release(factory.application("toaster", "1.0", 300));
        ImagePackage second = INSTALLATION.release(factory.application("toaster", "2.0", 300));
        ImagePackage kernel = factory.osRelease("26.09").get(6);
        Path original = make(factory);
        update(Mt3620.open(original), INSTALLATION.manifest(1, first), List.of(first));
        List<Measurement> old = measured(Mt3620.open(original));
        Blob set = INSTALLATION.manifest(2, kernel, second);
        List<ImagePackage> images = List.of(kernel, second);

        Path complete = copy(original, "complete");
        CountingStorage counter = new CountingStorage(complete, Integer.MAX_VALUE, Cut.BEFORE);
        update(Mt3620.open(complete, counter), set, images);
        List<Measurement> updated = measured(Mt3620.open(complete));
        assertThat(updated).isNotEqualTo(old).contains(kernel.measure(), second.measure());
        int operations = counter.count;
        assertThat(operations).isGreaterThanOrEqualTo(8);

        List<List<Measurement>> seen = new ArrayList<>();
        for (int operation = 0; operation < operations; operation++) {
            for (Cut cut : Cut.values()) {
                Path victim = copy(original, "cut-" + operation + "-" + cut);
                boolean failed = cutDuringUpdate(victim, operation, cut, set, images);
                assertThat(failed).as("power was cut at %d", operation).isTrue();

                List<Measurement> after = measured(Mt3620.open(victim));
                assertThat(after)
                        .as("after a cut %s operation %d", cut, operation)
                        .isIn(old, updated);
                seen.add(after);

                update(Mt3620.open(victim), set, images);
                assertThat(measured(Mt3620.open(victim)))
                        .as("the update goes through later on")
                        .isEqualTo(updated);
            }
        }
        assertThat(seen).contains(old, updated);
    }

    private boolean cutDuringUpdate(Path victim, int operation, Cut cut, Blob set, List<ImagePackage> images)
            throws Exception {
        try {
            update(Mt3620.open(victim, new CountingStorage(victim, operation, cut)), set, images);
            return false;
        } catch (PowerCut expected) {
            return true;
        }
    }

    private static void update(Mt3620 chip, Blob set, List<ImagePackage> images) throws Exception {
        BootOutcome.Booted booted = (BootOutcome.Booted) chip.boot();
        chip.settle();
        Updater updater = chip.updater(booted.trust(), InstantSource.system());
        Optional<UpdatePlan> plan = updater.plan(set);
        if (plan.isEmpty()) {
            return;
        }
        for (var entry : plan.get().missing()) {
            ImagePackage image = images.stream()
                    .filter(it -> it.measuredDigest().equals(entry.digest()))
                    .findFirst()
                    .orElseThrow();
            updater.stage(plan.get(), entry, Blob.of(image.bytes()));
        }
        updater.commit(plan.get());
        assertThat(chip.boot()).isInstanceOf(BootOutcome.Booted.class);
        chip.settle();
    }

    private static List<Measurement> measured(Mt3620 chip) throws IOException {
        assertThat(chip.boot()).isInstanceOf(BootOutcome.Booted.class);
        return chip.pluton().measurements();
    }

    private Path make(Factory factory) throws IOException {
        Path chips = directory.resolve("chips");
        var batch = factory.manufacture(1, chips, INSTALLATION.keys(), "26.06", Scenario.named("smoke"));
        return chips.resolve(batch.devices().getFirst().text().substring(0, 32));
    }

    private Path copy(Path chip, String name) throws IOException {
        Path target = directory.resolve(name);
        try (Stream<Path> all = Files.walk(chip)) {
            for (Path source : all.toList()) {
                Files.copy(source, target.resolve(chip.relativize(source)));
            }
        }
        return target;
    }

    private enum Cut {
        BEFORE,
        WITHIN
    }

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Storage whose power fails at the n-th operation that changes something; a write may be left half done. */
    private static final class CountingStorage implements Storage {
        private final Storage real;
        private final int cutAt;
        private final Cut cut;
        private int count;

        CountingStorage(Path chip, int cutAt, Cut cut) throws IOException {
            this.real = new DirectoryStorage(chip.resolve("flash"));
            this.cutAt = cutAt;
            this.cut = cut;
        }

        @Override
        public Optional<byte[]> read(String name) throws IOException {
            return real.read(name);
        }

        @Override
        public void write(String name, byte[] content) throws IOException {
            if (count == cutAt && cut == Cut.WITHIN) {
                real.write(name, Arrays.copyOf(content, content.length / 2));
            }
            tick();
            real.write(name, content);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            tick();
            real.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            tick();
            real.delete(name);
        }

        @Override
        public Set<String> names() throws IOException {
            return real.names();
        }

        private void tick() {
            if (count++ == cutAt) {
                throw new PowerCut();
            }
        }
    }
}
