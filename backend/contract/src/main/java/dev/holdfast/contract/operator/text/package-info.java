/**
 * Constraints on what people write, beside those of Jakarta Validation. Request records declare them; the backend checks every body
 * against them and derives the OpenAPI schemas from them. Start with {@link dev.holdfast.contract.operator.text.PlainLine}.
 */
@NullMarked
package dev.holdfast.contract.operator.text;

import org.jspecify.annotations.NullMarked;
