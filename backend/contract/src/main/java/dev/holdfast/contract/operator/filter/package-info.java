/**
 * The filter language of lists, {@code is:untrusted product:toaster os:<24.06 seen:>7d tag:lab "free text"}: one grammar and one
 * parser for API and console. Begin with {@link dev.holdfast.contract.operator.filter.FilterReader}.
 *
 * <p>Whatever the text, reading it ends in a {@link dev.holdfast.contract.operator.filter.Filter} or in a {@link
 * dev.holdfast.contract.operator.filter.FilterException} that points at a character.
 */
@NullMarked
package dev.holdfast.contract.operator.filter;

import org.jspecify.annotations.NullMarked;
