/**
 * The filter language of lists, {@code is:untrusted product:toaster os:<24.06 seen:>7d tag:lab "free text"}: API and console use the same
 * grammar and parser. Start reading at {@link dev.holdfast.contract.operator.filter.FilterReader}.
 *
 * <p>For every text, the parser returns a {@link dev.holdfast.contract.operator.filter.Filter} or throws a {@link
 * dev.holdfast.contract.operator.filter.FilterException} with the position of the error.
 */
@NullMarked
package dev.holdfast.contract.operator.filter;

import org.jspecify.annotations.NullMarked;
