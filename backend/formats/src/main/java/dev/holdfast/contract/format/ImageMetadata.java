package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.MetadataSection.Debug;
import dev.holdfast.contract.format.MetadataSection.Identity;
import dev.holdfast.contract.format.MetadataSection.Revocation;
import dev.holdfast.contract.format.MetadataSection.Signing;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Metadata of an image package: sections in the order of the package, each at most once. {@code ID}, {@code SG} and {@code DB} are
 * required. Unknown sections are kept and written back unchanged.
 *
 * @param sections at most 32 sections
 */
public record ImageMetadata(List<MetadataSection> sections) {
    /** Length of a key thumbprint in bytes. */
    public static final int THUMBPRINT_LENGTH = 20;

    /** Copies the list. Checks for required and duplicate sections. */
    public ImageMetadata {
        sections = List.copyOf(sections);
        Set<Integer> ids = new HashSet<>();
        sections.forEach(section -> ids.add(section.id()));
        if (ids.size() != sections.size() || sections.size() > MetadataSections.MAX_SECTIONS) {
            throw new IllegalArgumentException("a metadata section appears twice, or there are more than 32 sections");
        }
        if (!ids.containsAll(Set.of(Identity.ID, Signing.ID, Debug.ID))) {
            throw new IllegalArgumentException("image metadata lacks section ID, SG or DB");
        }
    }

    /**
     * Creates the sections of Holdfast's packages: {@code ID}, {@code SG}, {@code DB} and {@code RV}.
     *
     * @param keyThumbprint thumbprint of the signing key, 20 bytes; see {@link ImagePackage#thumbprint}
     * @param builtAt build time, rounded down to whole seconds
     * @param name at most 31 bytes of UTF-8
     * @param securityVersion anti-rollback number, a u32
     */
    public ImageMetadata(
            ImageType type,
            ComponentId component,
            ImageId image,
            Blob keyThumbprint,
            Instant builtAt,
            String name,
            long securityVersion) {
        this(List.of(
                new Identity(type, 0, component, image),
                new Signing(keyThumbprint),
                Debug.of(Instant.ofEpochSecond(builtAt.getEpochSecond()), name),
                new Revocation(securityVersion)));
    }

    /** Returns the type in section {@code ID}. */
    public ImageType type() {
        return required(Identity.class).type();
    }

    /** Returns the component GUID in section {@code ID}. */
    public ComponentId component() {
        return required(Identity.class).component();
    }

    /** Returns the image GUID in section {@code ID}. */
    public ImageId image() {
        return required(Identity.class).image();
    }

    /** Returns the thumbprint of the signing key in section {@code SG}, 20 bytes. */
    public Blob keyThumbprint() {
        return required(Signing.class).thumbprint();
    }

    /** Returns the build time in section {@code DB}. */
    public Instant builtAt() {
        return required(Debug.class).builtAt();
    }

    /** Returns the name in section {@code DB}. */
    public String name() {
        return required(Debug.class).name();
    }

    /** Returns the anti-rollback number in section {@code RV}; 0 without this section. */
    public long securityVersion() {
        return section(Revocation.class).map(Revocation::securityVersion).orElse(0L);
    }

    /** Finds the section of a kind, such as {@link MetadataSection.Temporary}. */
    public <S extends MetadataSection> Optional<S> section(Class<S> kind) {
        return sections.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Returns a copy with {@code section}: it replaces the section with the same id, or is appended if there is none. */
    public ImageMetadata with(MetadataSection section) {
        List<MetadataSection> changed = new ArrayList<>(sections);
        int place = 0;
        while (place < changed.size() && changed.get(place).id() != section.id()) {
            place++;
        }
        if (place < changed.size()) {
            changed.set(place, section);
        } else {
            changed.add(section);
        }
        return new ImageMetadata(changed);
    }

    /** Returns a copy without the sections of a kind. */
    public ImageMetadata without(Class<? extends MetadataSection> kind) {
        return new ImageMetadata(
                sections.stream().filter(section -> !kind.isInstance(section)).toList());
    }

    /** Returns a copy with another thumbprint in section {@code SG}. Signs nothing. */
    public ImageMetadata withThumbprint(Blob thumbprint) {
        return with(new Signing(thumbprint));
    }

    byte[] encode() {
        return MetadataSections.encode(sections);
    }

    static ImageMetadata decode(FlashReader in) throws FormatException {
        int start = in.position();
        List<MetadataSection> sections = MetadataSections.decode(in);
        for (Class<? extends MetadataSection> kind : List.of(Identity.class, Signing.class, Debug.class)) {
            if (sections.stream().noneMatch(kind::isInstance)) {
                throw new FormatException(Reason.MISSING, start, "image metadata lacks section ID, SG or DB");
            }
        }
        return new ImageMetadata(sections);
    }

    private <S extends MetadataSection> S required(Class<S> kind) {
        return section(kind).orElseThrow(() -> new IllegalStateException("the constructor checked for ID, SG and DB"));
    }
}
