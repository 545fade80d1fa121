/**
 * Classifies a bounce by its reason and status into one of SendGrid's seven classes, and names the
 * rule that decided.
 *
 * <p>The rules are data, in {@code rules.txt} beside this package; its top explains the format. The
 * code reads the rules, reduces a reason to plain words and finds all phrases in one pass.
 *
 * <p>May use java.* and the domain only. Pure, except that it reads its own resource once.
 */
package dev.rebound.classify;
