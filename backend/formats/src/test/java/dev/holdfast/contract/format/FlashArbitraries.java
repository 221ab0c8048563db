package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary values of the flash formats. */
public final class FlashArbitraries {
    private static final long U32 = 0xFFFF_FFFFL;

    private FlashArbitraries() {}

    /** Any u16. */
    public static Arbitrary<Integer> u16() {
        return Arbitraries.integers().between(0, 0xFFFF);
    }

    /** Any u32. */
    public static Arbitrary<Long> u32() {
        return Arbitraries.longs().between(0, U32);
    }

    /** Any GUID. */
    public static Arbitrary<UUID> guids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
    }

    /** Arbitrary bytes with a length in a range. */
    public static Arbitrary<Blob> blobs(int min, int max) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(min)
                .ofMaxSize(max)
                .map(Blob::of);
    }

    /** Any interface version. */
    public static Arbitrary<AbiVersion> versions() {
        return Combinators.combine(u32(), u32()).as(AbiVersion::new);
    }

    /** Any time that a build can have. */
    public static Arbitrary<Instant> times() {
        return Arbitraries.longs().between(0, 0xFF_FFFF_FFFFL).map(Instant::ofEpochSecond);
    }

    /** Arbitrary metadata: the three required sections and any others, in any order. */
    public static Arbitrary<ImageMetadata> metadata() {
        Arbitrary<List<MetadataSection>> required = Combinators.combine(
                        Arbitraries.of(ImageType.class), u16(), guids(), guids(), blobs(20, 20), times(), blobs(32, 32))
                .as((type, reserved, component, image, thumbprint, time, name) -> List.of(
                        new MetadataSection.Identity(type, reserved, new ComponentId(component), new ImageId(image)),
                        new MetadataSection.Signing(thumbprint),
                        new MetadataSection.Debug(time, name)));
        return Combinators.combine(required, others())
                .as((three, more) -> {
                    List<MetadataSection> all = new ArrayList<>(three);
                    all.addAll(more);
                    return all;
                })
                .flatMap(Arbitraries::shuffle)
                .map(ImageMetadata::new);
    }

    private static Arbitrary<List<MetadataSection>> others() {
        Arbitrary<List<AbiVersion>> lists = versions().list().ofMaxSize(MetadataSections.MAX_VERSIONS);
        Arbitrary<MetadataSection> any = Arbitraries.oneOf(
                u32().map(MetadataSection.Temporary::new),
                lists.map(MetadataSection.Depends::new),
                lists.map(MetadataSection.Provides::new),
                u32().map(MetadataSection.Revocation::new),
                Combinators.combine(u32(), u32()).as(MetadataSection.Compression::new),
                u32().map(MetadataSection.RequiredOffset::new),
                Combinators.combine(u16().filter(id -> !MetadataSections.isParsed(id)), blobs(0, 80))
                        .as(MetadataSection.Opaque::new));
        return any.list().uniqueElements(MetadataSection::id).ofMaxSize(6);
    }
}
