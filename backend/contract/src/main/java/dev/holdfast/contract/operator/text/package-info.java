/**
 * Validation constraints for texts, besides those of Jakarta Validation. Request records declare them, the backend
 * validates bodies by them and derives OpenAPI schemas from them.
 */
@NullMarked
package dev.holdfast.contract.operator.text;

import org.jspecify.annotations.NullMarked;
