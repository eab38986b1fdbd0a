// Somebody of the county office finds a village, and looks at one organisation tree on two days.
import { story } from "../harness/story.mjs";

story("a village is found in the division tree, and two trees stand as they stood on two days", async ({ signIn }) => {
  const office = await signIn("zuzhibu");
  await office.look("home");
  await office.open("/divisions");
  await office.look("divisions");
  await office.open("/organisations");
  await office.look("organisations");
});
