package dev.holdfast.backend.update.content;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.mt3620.KnownPart;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Compares applications with the flash of parts (SKUs). A part that is not known has no limit. Pure. */
public final class ApplicationQuota {
    private ApplicationQuota() {}

    /**
     * Fails with {@code too-large-for-part} if there are parts, but none has room for an application.
     *
     * @param length length in bytes
     */
    public static void requireSome(Collection<String> parts, long length) {
        boolean fits = parts.isEmpty()
                || parts.stream().anyMatch(part -> exceeded(part, length).isEmpty());
        if (!fits) {
            throw refused("The application has " + length + " bytes", exceeded(parts, length));
        }
    }

    /**
     * Fails with {@code too-large-for-part} if a part has no room for applications.
     *
     * @param length total length in bytes
     */
    public static void requireAll(Collection<String> parts, long length) {
        if (parts.stream().anyMatch(part -> exceeded(part, length).isPresent())) {
            throw refused("The applications have " + length + " bytes together", exceeded(parts, length));
        }
    }

    /**
     * Returns the part if it has no room for applications; empty if it has, or is not known.
     *
     * @param length total length in bytes
     */
    public static Optional<KnownPart> exceeded(String part, long length) {
        return KnownPart.ofSku(part).filter(known -> length > known.applicationQuota());
    }

    /** Returns the part with the largest limit among those whose limit is exceeded. */
    private static KnownPart exceeded(Collection<String> parts, long length) {
        return parts.stream()
                .flatMap(part -> exceeded(part, length).stream())
                .max(Comparator.comparingInt(KnownPart::applicationQuota))
                .orElseThrow();
    }

    private static ProblemException refused(String what, KnownPart part) {
        return ImageRefusal.TOO_LARGE_FOR_PART.problem(what + ", and devices of part " + part.sku() + " have room for "
                + part.applicationQuota() + " bytes of applications.");
    }
}
