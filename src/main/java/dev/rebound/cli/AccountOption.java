package dev.rebound.cli;

import dev.rebound.domain.Account;
import picocli.CommandLine.Option;

/** {@code --account}: the account whose list a command changes. */
final class AccountOption {
  @Option(
      names = "--account",
      paramLabel = "NAME",
      defaultValue = Account.ROOT,
      description = "The account that owns the bounce list. Default: ${DEFAULT-VALUE}.")
  String name;
}
