package dev.holdfast.contract.operator.image;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What images can be filtered by. */
public final class ImageFields {
    /** The vocabulary of images. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.text("name", "The name, whole.", "name:toaster-control"),
                    FilterField.text("type", "The type, whole.", "type:Applications"),
                    FilterField.text(
                            "component",
                            "The GUID of the component.",
                            "component:11111111-2222-3333-4444-555555555555"),
                    FilterField.text("digest", "The beginning of the digest, in hex.", "digest:4f2a"),
                    FilterField.text("by", "Who uploaded it, by the whole user name.", "by:pavel"),
                    FilterField.age("at", "How long ago it was uploaded.", "at:<7d"),
                    FilterField.age("built", "How long ago it was built.", "built:<30d")),
            "a part of the name, or the beginning of the GUID of the image or its component");

    private ImageFields() {}
}
