package dev.holdfast.backend.fleet.manufacturer;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.manufacturer.ManufacturerKeyView;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Public keys of silicon manufacturers: P-256, PEM, in a folder that only the machine's administrator can write. {@code <manufacturer>.pem}
 * signs endorsement lists, {@code <manufacturer>-os.pem} signs operating systems. Files are read at each use, so that changes apply at once.
 * {@link Manufacturers} knows which manufacturers are revoked. Blocking; call it on a worker thread.
 */
@ApplicationScoped
public class ManufacturerKeys {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final String SUFFIX = ".pem";
    private static final String OS_SUFFIX = "-os";
    private static final Pattern ARMOR = Pattern.compile("-----[A-Z ]+-----|\\s");

    private final Path directory;

    ManufacturerKeys(@ConfigProperty(name = "holdfast.manufacturers.directory") Path directory) {
        this.directory = directory;
    }

    /** Returns the key that verifies a manufacturer's endorsement lists; empty if there is none. */
    public Optional<P256PublicKey> endorsing(String manufacturer) {
        Path file = directory.resolve(manufacturer + SUFFIX);
        return NAME.matcher(manufacturer).matches() && !manufacturer.endsWith(OS_SUFFIX) && Files.isRegularFile(file)
                ? Optional.of(read(file))
                : Optional.empty();
    }

    /** Returns the keys that verify operating systems by manufacturer, except those of revoked manufacturers. */
    public Map<String, P256PublicKey> operatingSystem(Set<String> revoked) {
        return files().stream()
                .filter(file ->
                        use(file) == ManufacturerKeyView.Use.OPERATING_SYSTEM && !revoked.contains(manufacturer(file)))
                .collect(Collectors.toMap(
                        ManufacturerKeys::manufacturer, ManufacturerKeys::read, (first, _) -> first, TreeMap::new));
    }

    /** Returns all key files by manufacturer, invalid ones included. */
    Map<String, List<ManufacturerKeyView>> byManufacturer() {
        Map<String, List<ManufacturerKeyView>> manufacturers = new TreeMap<>();
        for (Path file : files()) {
            manufacturers
                    .computeIfAbsent(manufacturer(file), first -> new ArrayList<>())
                    .add(new ManufacturerKeyView(use(file), file.getFileName().toString(), fingerprint(file)));
        }
        return manufacturers;
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> NAME.matcher(stem(file)).matches()
                            && file.getFileName().toString().endsWith(SUFFIX)
                            && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the silicon manufacturers' keys in " + directory + ".", e);
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private static ManufacturerKeyView.Use use(Path file) {
        return stem(file).endsWith(OS_SUFFIX)
                ? ManufacturerKeyView.Use.OPERATING_SYSTEM
                : ManufacturerKeyView.Use.ENDORSEMENTS;
    }

    private static String manufacturer(Path file) {
        String stem = stem(file);
        return stem.endsWith(OS_SUFFIX) ? stem.substring(0, stem.length() - OS_SUFFIX.length()) : stem;
    }

    private static @Nullable Digest fingerprint(Path file) {
        try {
            return Digest.sha256(read(file).toJca().getEncoded());
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException notAKey) {
            // Listed without a fingerprint, so that the administrator sees that the file is invalid.
            return null;
        }
    }

    private static P256PublicKey read(Path file) {
        try {
            byte[] der = Base64.getDecoder()
                    .decode(ARMOR.matcher(Files.readString(file)).replaceAll(""));
            return P256PublicKey.of(
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
        } catch (CharacterCodingException
                | GeneralSecurityException
                | IllegalArgumentException
                | ClassCastException e) {
            throw new IllegalStateException(file + " is not a P-256 public key in PEM format.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
