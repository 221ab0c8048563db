package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.InstallationKeys;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * The simulated silicon manufacturer of an installation, with its keys, operating system and chips. Its private keys and chips are in
 * {@code .holdfast/simulation}. The backend gets only the public keys.
 */
public final class SiliconManufacturer {
    /** Name of the manufacturer in endorsement lists and in the file names of its public keys. */
    public static final String NAME = "contoso-silicon";

    /** Version of the operating system on new chips. */
    public static final String OS_VERSION = "26.09";

    private final Home home;
    private final Factory factory;

    private SiliconManufacturer(Home home, Factory factory) {
        this.home = home;
        this.factory = factory;
    }

    /** Opens the simulated factory, and makes the installation trust the manufacturer. */
    public static SiliconManufacturer trusted(Home home) {
        try {
            PrivateFile.folder(home.simulation());
            Factory factory = Factory.open(home.simulation().resolve("factory"), NAME);
            for (var key : factory.publicKeys().entrySet()) {
                Path file = home.manufacturers().resolve(key.getKey());
                if (!Files.exists(file)) {
                    PrivateFile.write(file, key.getValue());
                }
            }
            return new SiliconManufacturer(home, factory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether the installation trusts the simulated manufacturer. */
    public static boolean isTrusted(Home home) {
        return Files.exists(home.manufacturers().resolve(NAME + ".pem"));
    }

    /** Returns the SKU of the manufacturer's chips. */
    public static String part() {
        return Factory.mt3620().sku();
    }

    /** Returns the images of the operating system on new chips. */
    public List<ImagePackage> operatingSystem() {
        return factory.osRelease(OS_VERSION);
    }

    /** Creates a customer's sample application of 24 KiB. */
    public ImagePackage application(String name, String version) {
        return factory.application(name, version, 24 << 10);
    }

    /** Returns the folder with the chips of a batch. */
    public Path chips(String batch) {
        return folder(batch).resolve("chips");
    }

    /**
     * Returns the endorsement list of a batch of chips. The first call creates the chips.
     *
     * @param name name of the batch
     * @param catalog the only catalog that may claim the chips
     * @param count number of chips
     * @param scenario decides which chips are faulty
     * @param trust response of {@code GET trust}
     * @param progress receives the number of finished chips
     */
    public Endorsed batch(
            String name, String catalog, int count, Scenario scenario, JsonNode trust, IntConsumer progress) {
        Path folder = folder(name);
        Path list = folder.resolve("endorsements.jws");
        Path ids = folder.resolve("devices.txt");
        try {
            if (!Files.exists(list)) {
                // A folder without the list is left by a call that was interrupted before it endorsed the chips.
                deleteTree(folder);
                PrivateFile.folder(folder);
                Batch made = factory.manufacture(
                        BatchOrder.of(count, InstallationKeys.of(trust), OS_VERSION, scenario)
                                .onlyFor(catalog),
                        chips(name),
                        progress);
                PrivateFile.write(
                        ids,
                        String.join(
                                "\n",
                                made.endorsed().stream().map(DeviceId::text).toList()));
                PrivateFile.write(list, made.endorsementJws());
            }
            return new Endorsed(
                    Files.readString(list),
                    Files.readAllLines(ids).stream().map(DeviceId::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The endorsement list of a batch.
     *
     * @param list signed list (compact JWS)
     * @param devices chips in the list
     */
    public record Endorsed(String list, List<DeviceId> devices) {
        /** Copies the list. */
        public Endorsed {
            devices = List.copyOf(devices);
        }
    }

    private Path folder(String batch) {
        return home.simulation().resolve("batches").resolve(batch);
    }

    private static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList().reversed()) {
                    Files.delete(file);
                }
            }
        }
    }
}
