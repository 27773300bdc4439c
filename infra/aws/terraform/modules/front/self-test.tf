# A call a day: the snapshot of a version that nobody calls for 14 days is removed.
# https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
resource "aws_cloudwatch_event_rule" "self_test" {
  name                = "${local.name}-daily"
  description         = "Calls the function once a day, which keeps its snapshot."
  schedule_expression = "rate(1 day)"
  tags                = var.tags
}

resource "aws_cloudwatch_event_target" "self_test" {
  rule = aws_cloudwatch_event_rule.self_test.name
  arn  = aws_lambda_alias.live.arn
}

resource "aws_lambda_permission" "self_test" {
  statement_id  = "self-test"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.webhook.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.self_test.arn
}
