package dev.holdfast.backend.fleet.maker;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.maker.MakerKeyView;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The keys of silicon makers that whoever has the machine put there: P-256 public keys, PEM, in a folder.
 * {@code <maker>.pem} signs endorsement lists, {@code <maker>-os.pem} signs the operating system. Read each time, so that
 * a key that is added or taken away counts at once. Whether a maker was revoked is another question, see {@link Makers}.
 * Blocks; call it on a worker thread.
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

    /** Returns the key that signs a maker's endorsement lists; empty when there is none. */
    public Optional<P256PublicKey> endorsing(String maker) {
        Path file = directory.resolve(maker + SUFFIX);
        return NAME.matcher(maker).matches() && !maker.endsWith(OS_SUFFIX) && Files.isRegularFile(file)
                ? Optional.of(read(file))
                : Optional.empty();
    }

    /** Returns the keys that sign operating systems, of all makers but those that were revoked. */
    public List<P256PublicKey> operatingSystem(Set<String> revoked) {
        return files().stream()
                .filter(file -> use(file) == MakerKeyView.Use.OPERATING_SYSTEM && !revoked.contains(maker(file)))
                .map(MakerKeys::read)
                .toList();
    }

    /** Returns every key file by the name of its maker, also those that hold no key. */
    Map<String, List<MakerKeyView>> byMaker() {
        Map<String, List<MakerKeyView>> makers = new TreeMap<>();
        for (Path file : files()) {
            makers.computeIfAbsent(maker(file), first -> new ArrayList<>())
                    .add(new MakerKeyView(use(file), file.getFileName().toString(), fingerprint(file)));
        }
        return makers;
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
            throw new UncheckedIOException("The silicon makers' keys in " + directory + " cannot be listed.", e);
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private static MakerKeyView.Use use(Path file) {
        return stem(file).endsWith(OS_SUFFIX) ? MakerKeyView.Use.OPERATING_SYSTEM : MakerKeyView.Use.ENDORSEMENTS;
    }

    private static String maker(Path file) {
        String stem = stem(file);
        return stem.endsWith(OS_SUFFIX) ? stem.substring(0, stem.length() - OS_SUFFIX.length()) : stem;
    }

    private static @Nullable Digest fingerprint(Path file) {
        try {
            return Digest.sha256(read(file).toJca().getEncoded());
        } catch (IllegalStateException | IllegalArgumentException notAKey) {
            // It is listed without a fingerprint, so that whoever put it there sees that it is none.
            return null;
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
