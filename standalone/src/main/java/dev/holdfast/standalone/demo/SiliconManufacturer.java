package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
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
import java.util.stream.Stream;

/**
 * The simulated silicon manufacturer of an installation: its keys, the operating system it releases, the chips it makes. It
 * lives in {@code .holdfast/simulation}; the backend sees its public keys alone.
 */
public final class SiliconManufacturer {
    /** What the manufacturer is called in endorsement lists and in the names of its public keys. */
    public static final String NAME = "contoso-silicon";
    /** The operating system that chips leave the factory with. */
    public static final String OS_VERSION = "26.09";

    private final Home home;
    private final Factory factory;

    private SiliconManufacturer(Home home, Factory factory) {
        this.home = home;
        this.factory = factory;
    }

    /**
     * Opens the factory and lets the installation trust it.
     *
     * @param home the installation's folders
     */
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

    /**
     * Whether the installation trusts the simulated manufacturer already.
     *
     * @param home the installation's folders
     */
    public static boolean isTrusted(Home home) {
        return Files.exists(home.manufacturers().resolve(NAME + ".pem"));
    }

    /** SKU of the chips that it makes. */
    public static String part() {
        return Factory.mt3620().sku();
    }

    /** The images of the operating system that chips leave the factory with. */
    public List<ImagePackage> operatingSystem() {
        return factory.osRelease(OS_VERSION);
    }

    /**
     * A sample application, as a customer's developer would upload it.
     *
     * @param name its name
     * @param version its version
     */
    public ImagePackage application(String name, String version) {
        return factory.application(name, version, 24 << 10);
    }

    /**
     * Where the chips of a batch are.
     *
     * @param batch the batch's name
     */
    public Path chips(String batch) {
        return folder(batch).resolve("chips");
    }

    /**
     * A batch of chips; made once, whatever happens in between.
     *
     * @param name the batch's name
     * @param catalog the catalog that alone may claim them
     * @param count how many chips
     * @param scenario what is wrong with which of them
     * @param trust the answer to {@code GET trust}
     */
    public Endorsed batch(String name, String catalog, int count, Scenario scenario, JsonNode trust) {
        Path folder = folder(name);
        Path list = folder.resolve("endorsements.jws");
        Path ids = folder.resolve("devices.txt");
        try {
            if (!Files.exists(list)) {
                // An interrupted batch was never endorsed; its chips are waste.
                deleteTree(folder);
                PrivateFile.folder(folder);
                InstallationKeys keys = new InstallationKeys(
                        P256PublicKey.parse(trust.get("imageKey").asText()),
                        P256PublicKey.parse(trust.get("resultKey").asText()),
                        trust.get("rootCertificate").asText());
                Batch made = factory.manufacture(
                        BatchOrder.of(count, keys, OS_VERSION, scenario).onlyFor(catalog), chips(name), done -> {});
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
     * What the manufacturer sends along with a batch.
     *
     * @param list the signed endorsement list (compact JWS)
     * @param devices the chips that it names
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
