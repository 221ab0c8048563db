package dev.holdfast.backend.update.content;

import dev.holdfast.backend.platform.problem.ProblemException;
import java.util.Locale;

/** Rule that an image violates: the {@code reason} of the problem document, in lower case with hyphens. */
public enum ImageRefusal {
    /** The upload is no image package. */
    UNKNOWN_FORMAT,
    /** The upload does not match its {@code Content-Digest}. */
    DIGEST_DIFFERS,
    /** Nobody uploads or deploys images of this type. */
    WRONG_TYPE,
    /** The name in the metadata is not a line of plain text. */
    INVALID_NAME,
    /** No trusted silicon manufacturer signed the image. */
    NOT_SIGNED,
    /** The image needs more flash than the part has for it. */
    TOO_LARGE_FOR_PART,
    /** The component belongs to the operating system. */
    COMPONENT_OF_SYSTEM,
    /** A deployment has two images of the component. */
    COMPONENT_TWICE,
    /** The operating system does not provide an interface in the version that the image needs. */
    ABI_NOT_PROVIDED;

    /** Returns the problem: {@code invalid-content} with this reason. */
    public ProblemException problem(String detail) {
        return ProblemException.badContent(detail).because(code());
    }

    /** Returns the name in problem documents, such as {@code not-signed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
