package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of deployments. */
public final class DeploymentFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    new FilterField(
                            "is",
                            FilterField.Kind.CHOICE,
                            List.of("current", "superseded", "running", "failing"),
                            "Newest of its group, replaced, not attested or failed on all devices, or failed on some.",
                            "is:running"),
                    FilterField.text("product", "Name of the product, exact.", "product:toaster"),
                    FilterField.text("group", "Name of the device group, exact.", "group:\"field test\""),
                    FilterField.text("image", "Name of a deployed image, exact.", "image:toaster-control"),
                    FilterField.text("by", "User name of the person who started it, exact.", "by:pavel"),
                    FilterField.age("at", "Time since it started.", "at:<7d")),
            "a part of the name of the product, group, image or user");

    private DeploymentFields() {}
}
