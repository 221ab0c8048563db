package dev.holdfast.contract.operator.image;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Filter fields of images. */
public final class ImageFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.text("name", "Name, exact.", "name:toaster-control"),
                    FilterField.choice(
                            "type",
                            Arrays.stream(ImageType.values())
                                    .filter(ImageType::belongsToCustomer)
                                    .map(type -> type.apiName().toLowerCase(Locale.ROOT))
                                    .toList(),
                            "Type.",
                            "type:applications"),
                    FilterField.guid(
                            "component", "GUID of the component.", "component:11111111-2222-3333-4444-555555555555"),
                    FilterField.hex("digest", 2 * Digest.LENGTH, "Beginning of the digest, in hex.", "digest:4f2a"),
                    FilterField.text("by", "User name of the uploader, exact.", "by:pavel"),
                    FilterField.age("at", "Time since the upload.", "at:<7d"),
                    FilterField.age("built", "Time since the build.", "built:<30d")),
            "a part of the name, or the beginning of the GUID of the image or its component");

    private ImageFields() {}
}
