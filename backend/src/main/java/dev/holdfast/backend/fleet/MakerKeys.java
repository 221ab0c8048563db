package dev.holdfast.backend.fleet;

import dev.holdfast.contract.id.P256PublicKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The silicon makers that this installation trusts: P-256 public keys, PEM, in a folder. {@code <maker>.pem} signs
 * endorsement lists, {@code <maker>-os.pem} signs the operating system. Read each time, so that a key that is added or
 * taken away counts at once. Blocks; call it on a worker thread.
 */
@ApplicationScoped
public class MakerKeys {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final String SUFFIX = ".pem";
    private static final String OS_SUFFIX = "-os";
    private static final Pattern ARMOR = Pattern.compile("-----[A-Z ]+-----|\\s");

    private final Path directory;

    MakerKeys(@ConfigProperty(name = "holdfast.makers.directory") Path directory) {
        this.directory = directory;
    }

    /** Returns the key that signs a maker's endorsement lists; empty when the maker is not trusted. */
    public Optional<P256PublicKey> endorsing(String maker) {
        Path file = directory.resolve(maker + SUFFIX);
        return NAME.matcher(maker).matches() && !maker.endsWith(OS_SUFFIX) && Files.isRegularFile(file)
                ? Optional.of(read(file))
                : Optional.empty();
    }

    /** Returns the keys that sign operating systems, of all makers. */
    public List<P256PublicKey> operatingSystem() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<P256PublicKey> keys = new ArrayList<>();
            files.filter(file -> file.getFileName().toString().endsWith(OS_SUFFIX + SUFFIX))
                    .sorted()
                    .forEach(file -> keys.add(read(file)));
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("The silicon makers' keys in " + directory + " cannot be listed.", e);
        }
    }

    private static P256PublicKey read(Path file) {
        try {
            byte[] der = Base64.getDecoder()
                    .decode(ARMOR.matcher(Files.readString(file)).replaceAll(""));
            return P256PublicKey.of(
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalStateException(file + " does not hold a P-256 public key in PEM.", e);
        }
    }
}
