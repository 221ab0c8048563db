package dev.holdfast.contract.operator.reference;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Filter fields of reference values. */
public final class ReferenceFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice("is", List.of("permanent", "tentative", "retired"), "State.", "is:retired"),
                    FilterField.choice("origin", List.of("upload", "feed", "import"), "Origin.", "origin:feed"),
                    FilterField.text("name", "Name, exact.", "name:toaster-control"),
                    FilterField.choice(
                            "type",
                            Arrays.stream(ImageType.values())
                                    .filter(type -> type != ImageType.INVALID)
                                    .map(type -> type.apiName().toLowerCase(Locale.ROOT))
                                    .toList(),
                            "Type of the image.",
                            "type:normalworldkernel"),
                    FilterField.guid(
                            "component", "GUID of the component.", "component:11111111-2222-3333-4444-555555555555"),
                    FilterField.guid("image", "GUID of the image.", "image:11111111-2222-3333-4444-555555555555"),
                    FilterField.hex("digest", 2 * Digest.LENGTH, "Beginning of the digest, in hex.", "digest:4f2a"),
                    FilterField.text("by", "User name of the person who added it, exact.", "by:pavel"),
                    FilterField.age("at", "Time since it was added.", "at:<7d")),
            "a part of the name, type, component, image, digest, origin, or part");

    private ReferenceFields() {}
}
