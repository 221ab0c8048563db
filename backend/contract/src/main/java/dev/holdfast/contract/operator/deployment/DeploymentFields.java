package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What deployments can be filtered by. */
public final class DeploymentFields {
    /** The vocabulary of deployments. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    new FilterField(
                            "is",
                            FilterField.Kind.CHOICE,
                            List.of("current", "superseded", "running", "failing"),
                            "Whether it is its group's newest, some of its devices have not attested it, or could not install it.",
                            "is:running"),
                    FilterField.text("product", "The product, by its whole name.", "product:toaster"),
                    FilterField.text("group", "The device group, by its whole name.", "group:\"field test\""),
                    FilterField.text("image", "An image that it deploys, by its whole name.", "image:toaster-control"),
                    FilterField.text("by", "Who started it, by the whole user name.", "by:pavel"),
                    FilterField.age("at", "How long ago it was started.", "at:<7d")),
            "a part of the product's, the group's or an image's name, or of who started it");

    private DeploymentFields() {}
}
