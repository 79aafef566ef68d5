/** What the page says to an error word of the sign-in; never whether a name exists. */
export function signInError(code: string | null): string | null {
  switch (code) {
    case null: case '': return null;
    case 'Throttled': return 'Too many attempts. Wait a few minutes, then try again.';
    case 'Unavailable': return 'The sign-in could not be checked just now. Try again in a moment.';
    case 'CredentialsSignin': return 'The user name or the password is not right.';
    default: return 'You were not signed in. Try again.';
  }
}
