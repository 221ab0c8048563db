package dev.holdfast.contract.operator.catalog;

/**
 * A catalog to create.
 *
 * @param name {@value #NAME}, unique in the installation, case-insensitively
 * @param displayName 1 to 100 characters
 */
public record NewCatalog(String name, String displayName) {
    /**
     * What a name is, as in Azure Sphere: 1 to 50 letters, digits, '_' and '-'. A regular expression to Java, to browsers and to
     * OpenAPI alike.
     */
    public static final String NAME = "^[A-Za-z0-9_\\-]{1,50}$";
}
