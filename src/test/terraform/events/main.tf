# The environment behind plans/events.json.gz in the test resources of the commands; see ../README.md.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  handlers = toset(["billing", "export", "import", "mail", "orders", "returns", "search", "stock"])
}

resource "aws_sns_topic" "alarms" {
  name = "alarms"
}

resource "aws_s3_bucket" "code" {
  bucket = "events-code"
}

resource "aws_dynamodb_table" "state" {
  for_each     = toset(["orders", "stock"])
  name         = each.key
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_iam_role" "handler" {
  for_each = local.handlers
  name     = "events-${each.key}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "handler" {
  for_each = local.handlers
  role     = aws_iam_role.handler[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = aws_dynamodb_table.state["orders"].arn }]
  })
}

resource "aws_cloudwatch_log_group" "handler" {
  for_each          = local.handlers
  name              = "/aws/lambda/events-${each.key}"
  retention_in_days = 90
}

resource "aws_lambda_function" "handler" {
  for_each      = local.handlers
  function_name = "events-${each.key}"
  role          = aws_iam_role.handler[each.key].arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  s3_bucket     = aws_s3_bucket.code.id
  s3_key        = "${each.key}.zip"
  memory_size   = 512
  timeout       = 30
}

resource "aws_sqs_queue" "handler" {
  for_each                = local.handlers
  name                    = "events-${each.key}"
  sqs_managed_sse_enabled = true
}

resource "aws_cloudwatch_event_rule" "handler" {
  for_each      = local.handlers
  name          = "events-${each.key}"
  event_pattern = jsonencode({ source = [each.key] })
}

resource "aws_cloudwatch_event_target" "handler" {
  for_each = local.handlers
  rule     = aws_cloudwatch_event_rule.handler[each.key].name
  arn      = aws_sqs_queue.handler[each.key].arn
}

resource "aws_cloudwatch_metric_alarm" "handler" {
  for_each            = local.handlers
  alarm_name          = "events-${each.key}"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.alarms.arn]
  dimensions          = { FunctionName = aws_lambda_function.handler[each.key].function_name }
}
