/**
 * Validation constraints for texts, in addition to Jakarta Validation. Request records declare these constraints, and the backend
 * validates bodies by them and derives OpenAPI schemas from them.
 */
@NullMarked
package dev.holdfast.contract.operator.text;

import org.jspecify.annotations.NullMarked;
