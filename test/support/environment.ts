/** A value that the global set-up of the test run has put into the environment. */
export function testEnvironment(
  name: 'TEST_DATABASE_URL' | 'TEST_RABBITMQ_URL' | 'TEST_RABBITMQ_MANAGEMENT_URL',
): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: run these tests through jest and its global set-up`);
  return value;
}
